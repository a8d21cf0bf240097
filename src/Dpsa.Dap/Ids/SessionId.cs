using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dpsa.Dap;

/// <summary>
/// Names one session of a coordinator at both aggregators: 16 random bytes, so that nobody guesses the session of another.
/// </summary>
/// <remarks>The default value is the id of 16 zero bytes, which no session has.</remarks>
/// <param name="Value">The bytes, as a big-endian number.</param>
public readonly record struct SessionId(UInt128 Value)
{
    /// <summary>Bytes of a session id.</summary>
    public const int Size = 16;

    /// <summary>A fresh random id.</summary>
    public static SessionId Random() => new(BinaryPrimitives.ReadUInt128BigEndian(RandomNumberGenerator.GetBytes(Size)));

    /// <summary>Hexadecimal, 32 digits.</summary>
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
