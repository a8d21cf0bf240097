namespace Dpsa.Privacy;

/// <summary>
/// The operations on a file that a ledger is built of. Between <see cref="Write"/> and the return of <see cref="Flush"/>
/// a crash may leave any part of what was written.
/// </summary>
internal interface IDurableFile : IDisposable
{
    string Path { get; }

    long Length { get; }

    /// <summary>Whether the path still leads to this file: it may have been deleted, moved or replaced meanwhile.</summary>
    bool IsInPlace { get; }

    /// <summary>Reads exactly as many bytes as fit.</summary>
    void Read(Span<byte> buffer, long offset);

    void Write(ReadOnlySpan<byte> bytes, long offset);

    void SetLength(long length);

    /// <summary>Returns once the device holds all that was written.</summary>
    void Flush();
}
