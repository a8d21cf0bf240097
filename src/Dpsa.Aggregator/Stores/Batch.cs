// The checksum of a batch (DAP-09, section 4.6.1): the XOR of the SHA-256 hashes of its report ids, 32 bytes.

using System.Buffers.Binary;
using System.Security.Cryptography;
using Dpsa.Dap;

namespace Dpsa.Aggregator;

/// <summary>Which reports have been counted: their number, and the checksum of their ids.</summary>
/// <param name="Count">Number of reports.</param>
/// <param name="ChecksumHigh">First 16 bytes of the checksum, big-endian.</param>
/// <param name="ChecksumLow">Last 16 bytes of the checksum, big-endian.</param>
public readonly record struct Batch(long Count, UInt128 ChecksumHigh, UInt128 ChecksumLow)
{
    /// <summary>The batch with one report more.</summary>
    public Batch Add(ReportId report)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(report.ToBytes(), hash);
        return new Batch(
            checked(Count + 1),
            ChecksumHigh ^ BinaryPrimitives.ReadUInt128BigEndian(hash),
            ChecksumLow ^ BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
