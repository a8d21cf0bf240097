namespace Dpsa.Privacy;

/// <summary>Uniform random bytes: the operating system's in production, a fixed stream in tests.</summary>
internal interface IRandomSource
{
    /// <summary>Fills the span with independent uniform bytes.</summary>
    void Fill(Span<byte> destination);
}
