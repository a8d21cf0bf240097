using Microsoft.Win32.SafeHandles;

namespace Dpsa.Privacy;

/// <summary>A file of the operating system, readable and writable by its owner alone.</summary>
internal sealed class DiskFile : IDurableFile
{
    // flock's answer, and that of Windows, where a lock is held: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _stream;

    private DiskFile(FileStream stream) => _stream = stream;

    public string Path => _stream.Name;

    public long Length => RandomAccess.GetLength(Handle);

    // A replacement of the same length is not noticed here, but by the checksums of the next opening.
    public bool IsInPlace => new FileInfo(Path) is { Exists: true, Length: var length } && length == Length;

    private SafeFileHandle Handle => _stream.SafeFileHandle;

    /// <summary>Opens or creates the file.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="mode">Whether it may, must or must not exist.</param>
    /// <param name="alone">Whether nobody else may have it open meanwhile; the lock ends with the process.</param>
    /// <exception cref="PrivacyLedgerException">It is in use, cannot be opened, or its file system has no locks.</exception>
    public static DiskFile Open(string path, FileMode mode, bool alone)
    {
        DiskFile file = new(OpenStream(path, mode, alone));
        try
        {
            if (alone && !IsLocked(path))
                throw LedgerErrors.NoLocks(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Read(Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            int count = RandomAccess.Read(Handle, buffer, offset);
            if (count == 0)
                throw new EndOfStreamException($"{Path} ends at byte {offset}.");
            buffer = buffer[count..];
            offset += count;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // That is how the platform reports EFBIG, a limit on the size of files.
            throw new IOException($"{Path} may not grow beyond {Length} bytes.", e);
        }
    }

    public void SetLength(long length) => RandomAccess.SetLength(Handle, length);

    public void Flush() => RandomAccess.FlushToDisk(Handle);

    public void Dispose() => _stream.Dispose();

    private static FileStream OpenStream(string path, FileMode mode, bool alone)
    {
        FileStreamOptions options = new()
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = alone ? FileShare.None : FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException e) when (SharingViolations.Contains(e.HResult))
        {
            throw LedgerErrors.InUse(path, e);
        }
        catch (Exception e) when (LedgerErrors.IsStorage(e))
        {
            throw LedgerErrors.Storage(path, e);
        }
    }

    // Some network mounts take locks and do not keep them, and locking can be switched off by the environment.
    private static bool IsLocked(string path)
    {
        try
        {
            OpenStream(path, FileMode.Open, alone: true).Dispose();
            return false;
        }
        catch (PrivacyLedgerException e) when (e.Error == LedgerError.InUse)
        {
            return true;
        }
    }
}
