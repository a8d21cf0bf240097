// Domain separation of draft-irtf-cfrg-vdaf-08, section 6.2.3: eight bytes before every seed.
//
//     version    0x08
//     class      0x00          a VDAF
//     algorithm  4 bytes, big-endian
//     usage      2 bytes, big-endian

using System.Buffers.Binary;

namespace Dpsa.Vdaf.Prio3;

/// <summary>What a stream of the extendable output function is used for (VDAF-08, section 7.2).</summary>
internal enum Usage : ushort
{
    MeasurementShare = 1,
    ProofShare = 2,
    JointRandomness = 3,
    ProveRandomness = 4,
    QueryRandomness = 5,
    JointRandSeed = 6,
    JointRandPart = 7,
}

/// <summary>The framing of one version of the draft.</summary>
internal static class Vdaf08
{
    /// <summary>Bytes of a verify key.</summary>
    public const int VerifyKeySize = 16;

    /// <summary>Bytes of a nonce.</summary>
    public const int NonceSize = 16;

    private const byte Version = 0x08;
    private const byte VdafClass = 0x00;

    /// <summary>The domain separation tag of one usage.</summary>
    public static byte[] DomainSeparation(uint algorithmId, Usage usage)
    {
        var tag = new byte[8];
        tag[0] = Version;
        tag[1] = VdafClass;
        BinaryPrimitives.WriteUInt32BigEndian(tag.AsSpan(2), algorithmId);
        BinaryPrimitives.WriteUInt16BigEndian(tag.AsSpan(6), (ushort)usage);
        return tag;
    }
}
