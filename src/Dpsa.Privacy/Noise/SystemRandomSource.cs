using System.Security.Cryptography;

namespace Dpsa.Privacy;

/// <summary>The platform's cryptographically secure generator. Safe for use from several threads.</summary>
internal sealed class SystemRandomSource : IRandomSource
{
    public static SystemRandomSource Instance { get; } = new();

    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
