using TorchSharp;
using static TorchSharp.torch;

namespace TorchProvider.Tests.Scopes;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        long live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Tensor kept;
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor t = ones(3);
            kept = (t * 2 + 1).sum();
            scope.DisposablesCount.ShouldBe(4);
            scope.Contains(t).ShouldBeTrue();
            scope.Detach(kept).ShouldBeSameAs(kept);
            scope.DisposablesCount.ShouldBe(3);
        }

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(live + 1);
        kept.item<float>().ShouldBe(9);
        kept.Dispose();
        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(live);
    }

    [Fact]
    public void Tensors_move_to_the_outer_scope()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor moved;
        Tensor detached;
        Tensor left;
        using (NewDisposeScope())
        {
            left = ones(1);
            moved = ones(1).MoveToOuterDisposeScope();
            detached = ones(1).DetachFromDisposeScope();
        }

        left.IsInvalid.ShouldBeTrue();
        moved.IsInvalid.ShouldBeFalse();
        outer.Contains(moved).ShouldBeTrue();
        outer.Contains(detached).ShouldBeFalse();
        outer.Dispose();
        moved.IsInvalid.ShouldBeTrue();
        detached.IsInvalid.ShouldBeFalse();
        detached.Dispose();
    }

    [Fact]
    public void A_tensor_disposed_by_hand_leaves_its_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor t = ones(1);
        scope.DisposablesCount.ShouldBe(1);
        t.Dispose();
        scope.DisposablesCount.ShouldBe(0);
    }

    [Fact]
    public void Everything_but_a_tensor_can_be_disposed()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gone = ones(1);
        Tensor kept = scope.DisposeEverythingBut(ones(1));
        gone.IsInvalid.ShouldBeTrue();
        kept.IsInvalid.ShouldBeFalse();
        scope.DisposablesCount.ShouldBe(1);
    }

    [Fact]
    public void Tensors_can_be_attached()
    {
        Tensor free = ones(1);
        using (DisposeScope scope = NewDisposeScope())
            scope.Attach(free);
        free.IsInvalid.ShouldBeTrue();
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();
        scope.Contains(elsewhere!).ShouldBeFalse();
        scope.DisposablesCount.ShouldBe(0);
        elsewhere!.Dispose();
    }

    [Fact]
    public void Statistics_count_where_tensors_were_made()
    {
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using Tensor outside = ones(1);
        using (NewDisposeScope())
        {
            _ = ones(1);
            _ = ones(1).DetachFromDisposeScope();
        }

        statistics.CreatedOutsideScopeCount.ShouldBe(1);
        statistics.CreatedInScopeCount.ShouldBe(2);
        statistics.DisposedInScopeCount.ShouldBe(1);
        statistics.DetachedFromScopeCount.ShouldBe(1);
        statistics.ThreadTotalLiveCount.ShouldBe(2);
    }
}
