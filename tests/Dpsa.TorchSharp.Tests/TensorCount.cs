using TorchSharp;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Asserts that a piece of code leaves no tensors behind on its thread.</summary>
internal static class TensorCount
{
    public static void ShouldNotLeak(Action action)
    {
        action(); // the first run may create statics
        long before = Live();
        action();
        Live().ShouldBe(before);
    }

    private static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
