using System.Reflection;
using Dpsa.TestSupport;

namespace Dpsa.Dap.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Public_surface_is_the_committed_one() => PublicApi.ShouldMatchSnapshot(Assembly.Load("Dpsa.Dap"));
}
