// The hash of a model:
//
//     SHA-256("dpsa model 01" | fingerprint of the layout, 64 ASCII characters | d float32, little-endian)

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Dpsa.Federation;

/// <summary>A global model as it was after one step: what a client trains from.</summary>
/// <param name="Id">Its version and hash.</param>
/// <param name="Layout">How the vector is laid out.</param>
/// <param name="Vector">d values; never written to.</param>
public sealed record ModelSnapshot(ModelId Id, ParameterLayout Layout, ReadOnlyMemory<float> Vector)
{
    private static ReadOnlySpan<byte> Label => "dpsa model 01"u8;

    /// <summary>A snapshot with the hash of its content.</summary>
    /// <param name="version">Number of steps that the model has taken.</param>
    /// <param name="layout">How the vector is laid out.</param>
    /// <param name="vector">d values; not copied, and not to be written to any more.</param>
    public static ModelSnapshot Create(long version, ParameterLayout layout, ReadOnlyMemory<float> vector)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new ModelSnapshot(new ModelId(version, HashOf(layout, vector.Span)), layout, vector);
    }

    /// <summary>The hash of a model, in hexadecimal.</summary>
    public static string HashOf(ParameterLayout layout, ReadOnlySpan<float> vector)
    {
        ArgumentNullException.ThrowIfNull(layout);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Label);
        hash.AppendData(Encoding.ASCII.GetBytes(layout.Fingerprint));
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(vector));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        Span<byte> value = stackalloc byte[sizeof(float)];
        foreach (float element in vector)
        {
            BinaryPrimitives.WriteSingleLittleEndian(value, element);
            hash.AppendData(value);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Version, hash and d.</summary>
    public override string ToString() => FormattableString.Invariant($"{Id}, d = {Layout?.Dimension}");
}
