// Ping-pong messages (VDAF-08, section 5.8), as DAP-09 carries them.
//
//     initialize  00 | prepare share, 4-byte length
//     continue    01 | prepare message, 4-byte length | prepare share, 4-byte length
//     finish      02 | prepare message, 4-byte length
//
// Lengths are big-endian.

using System.Buffers.Binary;

namespace Dpsa.Vdaf.PingPong;

/// <summary>What two aggregators send each other while they prepare one report.</summary>
public abstract record PingPongMessage
{
    private const byte InitializeType = 0;
    private const byte ContinueType = 1;
    private const byte FinishType = 2;
    private const int LengthSize = 4;

    private PingPongMessage()
    {
    }

    /// <summary>The leader's opening.</summary>
    /// <param name="PrepareShare">The leader's encoded prepare share.</param>
    public sealed record Initialize(byte[] PrepareShare) : PingPongMessage
    {
        /// <summary>The leader's encoded prepare share.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public byte[] PrepareShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(PrepareShare);
    }

    /// <summary>An answer that asks for a further round; the functions of this library have one round and never send it.</summary>
    /// <param name="PrepareMessage">The encoded message of the round that ends.</param>
    /// <param name="PrepareShare">The encoded prepare share of the round that begins.</param>
    public sealed record Continue(byte[] PrepareMessage, byte[] PrepareShare) : PingPongMessage
    {
        /// <summary>The encoded message of the round that ends.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public byte[] PrepareMessage { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(PrepareMessage);

        /// <summary>The encoded prepare share of the round that begins.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public byte[] PrepareShare { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(PrepareShare);
    }

    /// <summary>The answer that ends preparation.</summary>
    /// <param name="PrepareMessage">The encoded message of the last round.</param>
    public sealed record Finish(byte[] PrepareMessage) : PingPongMessage
    {
        /// <summary>The encoded message of the last round.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public byte[] PrepareMessage { get; init => field = Sizes.NotNull(value); } = Sizes.NotNull(PrepareMessage);
    }

    /// <summary>Encodes the message.</summary>
    public byte[] Encode() => this switch
    {
        Initialize m => Encode(InitializeType, m.PrepareShare),
        Continue m => Encode(ContinueType, m.PrepareMessage, m.PrepareShare),
        Finish m => Encode(FinishType, m.PrepareMessage),
        _ => throw new InvalidOperationException($"{GetType().Name} is not a ping-pong message."),
    };

    /// <summary>Decodes a message.</summary>
    /// <param name="encoded">Exactly one message.</param>
    /// <exception cref="VdafException">Unknown type, lengths beyond the input, or trailing bytes.</exception>
    public static PingPongMessage Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty)
            throw Malformed("is empty");
        byte type = encoded[0];
        ReadOnlySpan<byte> rest = encoded[1..];
        PingPongMessage message = type switch
        {
            InitializeType => new Initialize(ReadOpaque(ref rest)),
            ContinueType => new Continue(ReadOpaque(ref rest), ReadOpaque(ref rest)),
            FinishType => new Finish(ReadOpaque(ref rest)),
            _ => throw Malformed($"has the unknown type {type}"),
        };
        return rest.IsEmpty ? message : throw Malformed($"has {rest.Length} trailing bytes");
    }

    private static byte[] Encode(byte type, params ReadOnlySpan<byte[]> fields)
    {
        int size = 1;
        foreach (byte[] field in fields)
            size = checked(size + LengthSize + field.Length);
        var encoded = new byte[size];
        encoded[0] = type;
        Span<byte> rest = encoded.AsSpan(1);
        foreach (byte[] field in fields)
        {
            BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)field.Length);
            field.CopyTo(rest[LengthSize..]);
            rest = rest[(LengthSize + field.Length)..];
        }

        return encoded;
    }

    private static byte[] ReadOpaque(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < LengthSize)
            throw Malformed("ends within a length");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        rest = rest[LengthSize..];
        if (length > (uint)rest.Length)
            throw Malformed($"announces {length} bytes where {rest.Length} follow");
        byte[] value = rest[..(int)length].ToArray();
        rest = rest[(int)length..];
        return value;
    }

    private static VdafException Malformed(string what) =>
        new(VdafError.MalformedEncoding, $"The ping-pong message {what}.");
}
