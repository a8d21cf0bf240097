using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Dpsa.TestSupport;

namespace Dpsa.TorchSharp.Tests;

/// <summary>Builds and runs a program that takes Dpsa.TorchSharp as a package, as its users do.</summary>
public sealed class PackageTests(PackageTests.Packages packages) : IClassFixture<PackageTests.Packages>
{
    [OldLibraryFact]
    public async Task The_build_warns_and_names_the_property_where_the_libstdcpp_is_too_old()
    {
        string output = await packages.BuildAsync("");

        output.ShouldContain("warning DPSA001");
        output.ShouldContain("DpsaRelaxLibTorchSharp");
        Directory.Exists(Path.Combine(packages.Program, "obj", "Release", "net10.0", "relaxed")).ShouldBeFalse();
    }

    [OldLibraryFact]
    public async Task The_build_is_silent_and_changes_nothing_where_the_property_is_false()
    {
        string output = await packages.BuildAsync("-p:DpsaRelaxLibTorchSharp=false");

        output.ShouldNotContain("DPSA001");
        File.ReadAllBytes(packages.Library).ShouldBe(File.ReadAllBytes(VersionNeedTests.PackagedPath()!));
    }

    [PackagedLibraryFact]
    public async Task A_program_with_the_property_runs()
    {
        string output = await packages.BuildAsync("-p:DpsaRelaxLibTorchSharp=true");

        output.ShouldNotContain("DPSA001");
        (await Packages.RunAsync(packages.Program, "exec", Path.Combine(packages.Output, "program.dll"))).ShouldContain("d = 5");
    }

    [PackagedLibraryFact]
    public async Task A_program_is_relaxed_anywhere_for_an_older_system()
    {
        await packages.BuildAsync("-p:DpsaRelaxLibTorchSharp=always");

        Build.ElfLibrary library = new(File.ReadAllBytes(packages.Library));
        library.Needs().Where(n => library.IsWeak(n.Flags)).Select(n => n.Version).ShouldBe(["GLIBCXX_3.4.32"]);
    }

    [PackagedLibraryFact]
    public void Every_package_has_its_readme_its_documentation_and_its_symbols()
    {
        string[] names = [.. Directory.GetDirectories(Path.Combine(TestFiles.RepositoryRoot, "src")).Select(Path.GetFileName).OfType<string>()];
        names.ShouldContain("Dpsa.Federation");
        foreach (string name in names)
        {
            string package = Directory.GetFiles(packages.Feed, $"{name}.0.1.0-*.nupkg").ShouldHaveSingleItem();
            using ZipArchive content = ZipFile.OpenRead(package);
            string[] files = [.. content.Entries.Select(e => e.FullName)];
            files.ShouldContain("README.md");
            files.ShouldContain($"lib/net10.0/{name}.dll");
            files.ShouldContain($"lib/net10.0/{name}.xml");
            using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(package, "snupkg"));
            symbols.Entries.Select(e => e.FullName).ShouldContain($"lib/net10.0/{name}.pdb");
        }
    }

    /// <summary>The packages, and a program that references them, in a folder of its own.</summary>
    public sealed class Packages : IAsyncLifetime
    {
        private readonly string _version = $"0.1.0-test.{Guid.NewGuid():N}";
        private readonly string _root = Directory.CreateTempSubdirectory("dpsa-package-").FullName;

        public string Program => Path.Combine(_root, "program");

        public string Feed => Path.Combine(_root, "feed");

        public string Output => Path.Combine(Program, "bin", "Release", "net10.0");

        public string Library => Path.Combine(Output, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

        public async Task InitializeAsync()
        {
            if (VersionNeedTests.PackagedPath() is not { } library) return;
            string configuration = typeof(PackageTests).Assembly.Location.Contains("debug", StringComparison.OrdinalIgnoreCase) ? "Debug" : "Release";
            foreach (string name in Directory.GetDirectories(Path.Combine(TestFiles.RepositoryRoot, "src")).Select(Path.GetFileName).OfType<string>())
            {
                string project = Path.Combine(TestFiles.RepositoryRoot, "src", name, $"{name}.csproj");
                await RunAsync(_root, "pack", project, "-c", configuration, "--no-build", $"-p:Version={_version}", "-o", Feed);
            }

            // Packages that are there already are used where they are: libtorch alone would be half a gigabyte more.
            string cache = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(library)!, "../../../../.."));
            Directory.CreateDirectory(Program);
            await File.WriteAllTextAsync(Path.Combine(Program, "program.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <RestorePackagesPath>../packages</RestorePackagesPath>
                    <RestoreFallbackFolders>{cache}</RestoreFallbackFolders>
                    <RestoreAdditionalProjectSources>../feed</RestoreAdditionalProjectSources>
                    <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Dpsa.TorchSharp" Version="{_version}" />
                    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
                  </ItemGroup>
                </Project>
                """);
            await File.WriteAllTextAsync(Path.Combine(Program, "Program.cs"), """
                Dpsa.TorchSharp.TorchRuntime.Require();
                Console.WriteLine($"d = {Dpsa.TorchSharp.ParameterVector.LayoutOf(TorchSharp.torch.nn.Linear(4, 1)).Dimension}");
                """);
        }

        public Task DisposeAsync()
        {
            Directory.Delete(_root, recursive: true);
            return Task.CompletedTask;
        }

        public async Task<string> BuildAsync(string property)
        {
            foreach (string folder in new[] { "bin", "obj" })
            {
                if (Directory.Exists(Path.Combine(Program, folder))) Directory.Delete(Path.Combine(Program, folder), recursive: true);
            }

            return await RunAsync(Program, ["build", "-c", "Release", "-nologo", "--disable-build-servers", .. property.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }

        public static async Task<string> RunAsync(string folder, params string[] arguments)
        {
            using Process process = new()
            {
                StartInfo = new ProcessStartInfo("dotnet", arguments)
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                },
            };
            process.StartInfo.Environment.Remove("MSBUILD_EXE_PATH");
            process.Start();
            using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
                string error = await process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                process.ExitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}:\n{await output}{error}");
                return await output;
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
    }

    private sealed class OldLibraryFactAttribute : FactAttribute
    {
        public OldLibraryFactAttribute()
        {
            if (VersionNeedTests.PackagedPath() is null || !LacksVersion())
                Skip = "This system's libstdc++ has what libLibTorchSharp.so needs.";
        }

        private static bool LacksVersion() => new[] { "/lib/x86_64-linux-gnu", "/lib64", "/usr/lib" }
            .Select(folder => Path.Combine(folder, "libstdc++.so.6"))
            .Where(File.Exists)
            .Take(1)
            .Any(library => !Encoding.Latin1.GetString(File.ReadAllBytes(library)).Contains("GLIBCXX_3.4.32", StringComparison.Ordinal));
    }
}
