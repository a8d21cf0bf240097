using Dpsa.TestSupport;
using TorchSharp;

namespace TorchProvider.Tests.Surface;

/// <summary>The provider offers nothing that the real package lacks.</summary>
public sealed class SurfaceTests
{
    private const string Sample =
        """
        ### `[TorchProvider.Tests.Surface] class Probe : IDisposable`
        ```csharp
        Probe()
        void Dispose()
        int Size { get; }
        torch.nn.Probe Grow(long by = 1, string? why = null, double? rate = null, float p = 2f)
        static (long, long) /*tuple: first,second*/ Split<T>(T value, params long[] at) where T : unmanaged
        ```
        """;

    [ProviderFact("it has more members than the list", "spec", "torchsharp-api.md")]
    public void Every_public_member_is_one_of_the_real_package()
    {
        ApiList list = ApiList.Parse(File.ReadAllText(TestFiles.Shared("spec", "torchsharp-api.md")));
        Type[] types = typeof(torch).Assembly.GetExportedTypes();
        types.Length.ShouldBeGreaterThan(50);
        SurfaceComparison.Unlisted(types, list).ShouldBeEmpty();
    }

    [Fact]
    public void A_listed_type_passes_whatever_the_lists_notation()
    {
        SurfaceComparison.Unlisted([typeof(Probe)], ApiList.Parse(Sample)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("long by = 1", "long by = 2")]
    [InlineData("long by = 1", "int by = 1")]
    [InlineData("long by = 1", "long of = 1")]
    [InlineData("double? rate", "double rate")]
    [InlineData("float p = 2f", "float p")]
    [InlineData("first,second", "first,other")]
    [InlineData("where T : unmanaged", "where T : struct")]
    [InlineData("params long[] at", "long[] at")]
    [InlineData("static (long", "(long")]
    [InlineData("{ get; }", "{ get; set; }")]
    [InlineData("void Dispose()", "virtual void Dispose()")]
    [InlineData("class Probe : IDisposable", "sealed class Probe : IDisposable")]
    [InlineData("class Probe", "class Other")]
    public void A_difference_is_reported(string listed, string instead)
    {
        string changed = Sample.Replace(listed, instead, StringComparison.Ordinal);
        changed.ShouldNotBe(Sample);
        SurfaceComparison.Unlisted([typeof(Probe)], ApiList.Parse(changed)).ShouldHaveSingleItem();
    }
}

#pragma warning disable CA1024, CA1822, CA1063, CA1816, CA1036 // A specimen.
public class Probe : IDisposable
{
    public int Size => 0;

    public void Dispose()
    {
    }

    public Probe Grow(long by = 1, string? why = null, double? rate = null, float p = 2f) => this;

    public static (long first, long second) Split<T>(T value, params long[] at) where T : unmanaged => (0, 0);
}
