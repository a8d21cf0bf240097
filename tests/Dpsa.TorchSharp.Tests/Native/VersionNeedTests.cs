using System.Reflection;
using System.Text;
using Dpsa.TorchSharp.Build;

namespace Dpsa.TorchSharp.Tests;

public class VersionNeedTests
{
    private static readonly Func<string, bool> _everything = _ => true;

    [PackagedLibraryFact]
    public void Makes_the_one_need_weak_and_changes_nothing_else()
    {
        byte[] original = Packaged();
        byte[] relaxed = [.. original];

        VersionNeed.Relax(relaxed, _everything);

        int[] changed = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != relaxed[i])];
        changed.Length.ShouldBe(1);
        relaxed[changed[0]].ShouldBe((byte)(original[changed[0]] | 2));
        ElfLibrary library = new(relaxed);
        library.Needs().Where(n => library.IsWeak(n.Flags)).Select(n => n.Version).ShouldBe(["GLIBCXX_3.4.32"]);
    }

    [PackagedLibraryFact]
    public void Refuses_a_library_that_needs_another_version_which_the_system_lacks()
    {
        InvalidDataException error = Should.Throw<InvalidDataException>(() => VersionNeed.Relax(Packaged(), v => v != "GLIBCXX_3.4.30"));

        error.Message.ShouldContain("GLIBCXX_3.4.30");
    }

    [PackagedLibraryFact]
    public void Refuses_a_library_that_uses_another_symbol_of_the_version()
    {
        byte[] library = Packaged();
        Rename(library, "_ZSt21ios_base_library_initv", "_ZSt21ios_base_library_exitv");

        Should.Throw<InvalidDataException>(() => VersionNeed.Relax(library, _everything)).Message.ShouldContain("_ZSt21ios_base_library_exitv");
    }

    [PackagedLibraryFact]
    public void Refuses_a_library_that_calls_the_marker()
    {
        byte[] library = Packaged();

        // Its own name for the marker, given to a symbol of an older version that it does call, and the older version's index to the marker.
        ElfLibrary elf = new(library);
        int old = elf.Needs().First(n => n.Version == "GLIBCXX_3.4").Index;
        int marker = elf.Needs().First(n => n.Version == "GLIBCXX_3.4.32").Index;
        elf.SymbolsOf(old).ShouldContain(s => s.Used);
        foreach ((string _, string version, int index, long flags) in elf.Needs())
        {
            if (index == old || index == marker)
                BitConverter.TryWriteBytes(library.AsSpan((int)flags + 2), (ushort)(index == old ? marker : old));
        }

        Should.Throw<InvalidDataException>(() => VersionNeed.Relax(library, _everything)).Message.ShouldContain("it uses");
    }

    [PackagedLibraryFact]
    public void Refuses_a_library_without_the_need()
    {
        byte[] library = Packaged();
        Rename(library, "GLIBCXX_3.4.32", "GLIBCXX_3.4.99");

        Should.Throw<InvalidDataException>(() => VersionNeed.Relax(library, _everything)).Message.ShouldContain("GLIBCXX_3.4.32");
    }

    [PackagedLibraryFact]
    public void Refuses_every_truncation()
    {
        byte[] library = Packaged();
        long end = new ElfLibrary(library).Needs().Max(n => n.Flags);
        for (int length = 0; length < end; length += 9973)
            Should.Throw<InvalidDataException>(() => VersionNeed.Relax(library[..length], _everything));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("\u007fELF and then something else, long enough to hold what a header would hold")]
    public void Refuses_what_is_no_such_library(string text) =>
        Should.Throw<InvalidDataException>(() => VersionNeed.Relax(Encoding.Latin1.GetBytes(text), _everything));

    internal static string? PackagedPath() => typeof(VersionNeedTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key == "LibTorchSharp" && File.Exists(a.Value)).Select(a => a.Value).FirstOrDefault();

    private static byte[] Packaged() => File.ReadAllBytes(PackagedPath()!);

    private static void Rename(byte[] library, string from, string to)
    {
        int at = library.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{from}\0"));
        at.ShouldBePositive();
        Encoding.ASCII.GetBytes(to).CopyTo(library, at + 1);
    }
}
