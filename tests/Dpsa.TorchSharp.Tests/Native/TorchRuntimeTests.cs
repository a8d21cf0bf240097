using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp.Tests;

public class TorchRuntimeTests
{
    private const string OldLibrary =
        "Unable to load shared library 'LibTorchSharp' or one of its dependencies. /lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)";

    [Fact]
    public void The_native_part_loads_on_this_system()
    {
        TorchRuntime.Require();

        using Tensor three = ones(3).sum();
        three.item<float>().ShouldBe(3);
    }

    [Theory]
    [InlineData("linux-musl-x64", Architecture.X64)]
    [InlineData("alpine.3.22-x64", Architecture.Arm64)]
    [InlineData("linux-arm64", Architecture.Arm64)]
    [InlineData("osx-x64", Architecture.X64)]
    [InlineData("win-x86", Architecture.X86)]
    public void Names_the_systems_that_are_served_where_this_is_none(string system, Architecture architecture)
    {
        TorchRuntime.Explain(system, architecture, OldLibrary).ShouldBe(
            $"TorchSharp's native part exists for x64 Linux with glibc, x64 and Arm64 Windows, and Arm64 macOS; this is {system}.");
    }

    [Theory]
    [InlineData("linux-x64", Architecture.X64, "libtorch-cpu-linux-x64")]
    [InlineData("win-arm64", Architecture.Arm64, "libtorch-cpu-win-arm64")]
    [InlineData("osx-arm64", Architecture.Arm64, "libtorch-cpu-osx-arm64")]
    public void Names_the_package_where_there_is_no_library(string system, Architecture architecture, string package)
    {
        string sentence = TorchRuntime.Explain(system, architecture, "cannot open shared object file: No such file or directory");

        sentence.ShouldContain(package);
        sentence.ShouldNotContain("\n");
    }

    [Fact]
    public void Names_the_property_where_the_libstdcpp_is_too_old() =>
        TorchRuntime.Explain("linux-x64", Architecture.X64, OldLibrary).ShouldContain("DpsaRelaxLibTorchSharp");

    [Fact]
    public void Names_the_version_that_is_missing_where_the_property_does_not_help() =>
        TorchRuntime.Explain("linux-x64", Architecture.X64, "version `GLIBC_2.38' not found").ShouldContain("needs GLIBC_2.38, which this system lacks");
}
