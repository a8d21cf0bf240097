using Dpsa.Privacy;

namespace Dpsa.Federation;

/// <summary>Writes a file whole or not at all, whatever happens meanwhile: a full disk, a kill, a power failure.</summary>
public static class AtomicFile
{
    /// <summary>Writes a new file beside the old one, and then puts it in its place.</summary>
    /// <param name="path">The file; an existing one is replaced. Its folder must be there.</param>
    /// <param name="write">Gets the new file; may close it.</param>
    /// <exception cref="IOException">It cannot be written: no space, for example. The old file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written. The old file is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.tmp"; // one name: what a kill leaves behind is overwritten
        FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
            {
                write(new Unclosed(stream));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
            Folder.Flush(Path.GetDirectoryName(full)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Writers that close their stream do so before its content is on the device.
    private sealed class Unclosed(FileStream file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => file.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => file.Write(buffer);
    }
}
