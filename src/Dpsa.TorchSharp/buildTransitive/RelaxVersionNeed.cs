// Marks one version need of an ELF library as weak, so that the dynamic linker loads the library where no dependency has the version.
//
//     library     libLibTorchSharp.so, ELF64, little-endian, x86-64
//     need        GLIBCXX_3.4.32 of libstdc++.so.6 (GCC 13)
//     symbol      std::ios_base_library_init, a marker: undefined, and no relocation names it, so that nothing can call it
//     change      VER_FLG_WEAK (2) in vna_flags of that need in .gnu.version_r
//
// Premises are checked, not assumed: a version of the library which asks for more than that is not changed, and the error names what it
// asks for.
// Sources: System V ABI, chapter 5; Linux Standard Base 5.0, "Symbol Versioning".

#nullable disable
#pragma warning disable IDE0005 // A task is compiled without implicit usings.

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Dpsa.TorchSharp.Build;

/// <summary>The dynamic section of an ELF64 library: what it needs of its dependencies, and one edit.</summary>
public sealed class ElfLibrary
{
    private const int DynamicSegment = 2, LoadSegment = 1;
    private const ushort WeakFlag = 2;
    private const long StringTable = 5, SymbolTable = 6, RelaTable = 7, RelaSize = 8, PltRelaTable = 23, PltRelaSize = 2;
    private const long SymbolVersions = 0x6ffffff0, VersionNeeds = 0x6ffffffe, VersionNeedCount = 0x6fffffff;

    private readonly byte[] _file;
    private readonly List<long[]> _segments = new List<long[]>();
    private readonly Dictionary<long, long> _dynamic = new Dictionary<long, long>();

    /// <exception cref="InvalidDataException">Not such a library.</exception>
    public ElfLibrary(byte[] file)
    {
        _file = file;
        if (file.Length < 64 || U32(0) != 0x464C457F || file[4] != 2 || file[5] != 1 || U16(18) != 62)
            throw new InvalidDataException("it is no 64-bit little-endian ELF file for x86-64");
        long[] dynamic = null;
        for (int i = 0; i < U16(56); i++)
        {
            long header = I64(32) + (i * (long)U16(54));
            long[] segment = { I64(header + 8), I64(header + 16), I64(header + 32) };
            if (U32(header) == LoadSegment)
                _segments.Add(segment);
            if (U32(header) == DynamicSegment)
                dynamic = segment;
        }

        if (dynamic == null)
            throw new InvalidDataException("it has no dynamic section");
        for (long at = dynamic[0]; at < dynamic[0] + dynamic[2] && I64(at) != 0; at += 16)
            _dynamic[I64(at)] = I64(at + 8);
    }

    /// <summary>All version needs: dependency, version, index in the symbol versions, offset of the flags in the file.</summary>
    public IEnumerable<(string Library, string Version, int Index, long Flags)> Needs()
    {
        long need = Offset(VersionNeeds);
        for (long i = 0; i < Entry(VersionNeedCount); i++)
        {
            long auxiliary = need + U32(need + 8);
            for (int j = 0; j < U16(need + 2); j++)
            {
                yield return (Text(U32(need + 4)), Text(U32(auxiliary + 8)), U16(auxiliary + 6), auxiliary + 4);
                auxiliary += U32(auxiliary + 12);
            }

            need += U32(need + 12);
        }
    }

    /// <summary>Names of the symbols of a version, and whether a relocation names them.</summary>
    public IEnumerable<(string Name, bool Used)> SymbolsOf(int versionIndex)
    {
        HashSet<long> used = new HashSet<long>(Relocated(RelaTable, RelaSize).Concat(Relocated(PltRelaTable, PltRelaSize)));
        long symbols = Offset(SymbolTable), versions = Offset(SymbolVersions);

        // The symbol table has no length of its own; linkers lay the string table after it.
        long count = (Offset(StringTable) - symbols) / 24;
        if (count <= 0)
            throw new InvalidDataException("its string table does not follow its symbol table");
        for (long i = 1; i < count; i++)
        {
            if ((U16(versions + (2 * i)) & 0x7FFF) == versionIndex)
                yield return (Text(U32(symbols + (24 * i))), used.Contains(i));
        }
    }

    /// <summary>Marks a need as weak.</summary>
    public void Weaken(long flags)
    {
        ushort value = (ushort)(U16(flags) | WeakFlag);
        _file[flags] = (byte)value;
        _file[flags + 1] = (byte)(value >> 8);
    }

    /// <summary>True if the need is weak.</summary>
    public bool IsWeak(long flags) => (U16(flags) & WeakFlag) != 0;

    private IEnumerable<long> Relocated(long table, long size)
    {
        if (!_dynamic.ContainsKey(table))
            yield break;
        long start = Offset(table);
        for (long at = start; at < start + Entry(size); at += 24)
            yield return (long)((ulong)I64(at + 8) >> 32);
    }

    private long Entry(long tag) =>
        _dynamic.TryGetValue(tag, out long value)
            ? value
            : throw new InvalidDataException("its dynamic section lacks the entry " + tag.ToString("x"));

    private long Offset(long tag)
    {
        long address = Entry(tag);
        foreach (long[] segment in _segments)
        {
            if (address >= segment[1] && address < segment[1] + segment[2])
                return address - segment[1] + segment[0];
        }

        throw new InvalidDataException("an address of its dynamic section lies outside the file");
    }

    private string Text(long index)
    {
        long start = Offset(StringTable) + index, end = start;
        while (Byte(end) != 0) end++;
        return Encoding.ASCII.GetString(_file, (int)start, (int)(end - start));
    }

    private byte Byte(long at) => at >= 0 && at < _file.Length ? _file[at] : throw new InvalidDataException("it ends too early");

    private ushort U16(long at) => (ushort)(Byte(at) | (Byte(at + 1) << 8));

    private uint U32(long at) => U16(at) | ((uint)U16(at + 2) << 16);

    private long I64(long at) => (long)(U32(at) | ((ulong)U32(at + 4) << 32));
}

/// <summary>The change itself, with its premises.</summary>
public static class VersionNeed
{
    private const string Dependency = "libstdc++.so.6", Version = "GLIBCXX_3.4.32", Marker = "_ZSt21ios_base_library_initv";

    /// <summary>Marks the need of GLIBCXX_3.4.32 as weak, in place.</summary>
    /// <param name="file">The library.</param>
    /// <param name="isAvailable">
    /// Whether the system's libstdc++ has a version; a library that needs another one which it lacks is refused.
    /// </param>
    /// <exception cref="InvalidDataException">A premise does not hold; the message says which.</exception>
    public static void Relax(byte[] file, Func<string, bool> isAvailable)
    {
        ElfLibrary library = new ElfLibrary(file);
        var needs = library.Needs().Where(n => n.Library == Dependency).ToList();
        string[] missing = needs.Select(n => n.Version).Where(v => v != Version && !isAvailable(v)).ToArray();
        if (missing.Length > 0)
            throw new InvalidDataException("it also needs " + string.Join(", ", missing) + " of " + Dependency + ", which this system "
                + "lacks");
        var wanted = needs.Where(n => n.Version == Version).ToList();
        if (wanted.Count != 1)
            throw new InvalidDataException("it does not need " + Version + " of " + Dependency + " once, but " + wanted.Count + " times");
        string[] real = library.SymbolsOf(wanted[0].Index).Where(s => s.Used || s.Name != Marker).Select(s => s.Name).ToArray();
        if (real.Length > 0)
            throw new InvalidDataException("it uses " + string.Join(", ", real) + " of " + Version);
        library.Weaken(wanted[0].Flags);
        if (!new ElfLibrary(file).Needs().Any(n => n.Version == Version && library.IsWeak(n.Flags)))
            throw new InvalidDataException("the need of " + Version + " did not become weak");
    }
}

#if !WITHOUT_TASK
/// <summary>The build task around it.</summary>
public sealed class RelaxVersionNeed : Microsoft.Build.Utilities.Task
{
    /// <summary>The library as it came.</summary>
    [Microsoft.Build.Framework.Required]
    public string Source { get; set; }

    /// <summary>Where the relaxed copy goes.</summary>
    [Microsoft.Build.Framework.Required]
    public string Destination { get; set; }

    /// <summary>The system's libstdc++; empty to take all other versions as given.</summary>
    public string Available { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            string system = string.IsNullOrEmpty(Available) ? null : Encoding.GetEncoding(28591).GetString(File.ReadAllBytes(Available));
            byte[] file = File.ReadAllBytes(Source);
            VersionNeed.Relax(file, version => system == null || system.Contains("\0" + version + "\0"));
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
            File.WriteAllBytes(Destination + ".new", file);
            File.Delete(Destination);
            File.Move(Destination + ".new", Destination);
            Log.LogMessage(
                Microsoft.Build.Framework.MessageImportance.High,
                "libLibTorchSharp.so: its need of GLIBCXX_3.4.32, which this system's libstdc++ lacks, "
                + "is now weak in this program's copy.");
            return true;
        }
        catch (Exception e) when (e is InvalidDataException || e is IOException || e is UnauthorizedAccessException)
        {
            Log.LogError(null, "DPSA002", null, Source, 0, 0, 0, 0, "This library cannot be relaxed for an older libstdc++: {0}. This "
                + "version of TorchSharp needs another step.", e.Message);
            return false;
        }
    }
}
#endif
