namespace Dpsa.Vdaf.Xof;

/// <summary>
/// Absorbs messages into several streams; blocks of sponges that fall due at the same time are permuted together, which costs
/// little more than one.
/// </summary>
internal static class SideBySide
{
    /// <summary>Absorbs one message into each of two streams.</summary>
    public static void Absorb(XofStream first, ReadOnlySpan<byte> firstMessage, XofStream second, ReadOnlySpan<byte> secondMessage)
    {
        ReadOnlySpan<XofStream> streams = [first, second];
        int done = AbsorbBlocks(streams, firstMessage, secondMessage, default, default);
        first.Absorb(firstMessage[done..]);
        second.Absorb(secondMessage[done..]);
    }

    /// <summary>Absorbs one message into each of four streams.</summary>
    public static void Absorb(
        XofStream first,
        ReadOnlySpan<byte> firstMessage,
        XofStream second,
        ReadOnlySpan<byte> secondMessage,
        XofStream third,
        ReadOnlySpan<byte> thirdMessage,
        XofStream fourth,
        ReadOnlySpan<byte> fourthMessage)
    {
        ReadOnlySpan<XofStream> streams = [first, second, third, fourth];
        int done = AbsorbBlocks(streams, firstMessage, secondMessage, thirdMessage, fourthMessage);
        first.Absorb(firstMessage[done..]);
        second.Absorb(secondMessage[done..]);
        third.Absorb(thirdMessage[done..]);
        fourth.Absorb(fourthMessage[done..]);
    }

    /// <summary>How much was absorbed of every message: whole blocks, or nothing.</summary>
    private static int AbsorbBlocks(
        ReadOnlySpan<XofStream> streams, ReadOnlySpan<byte> m0, ReadOnlySpan<byte> m1, ReadOnlySpan<byte> m2, ReadOnlySpan<byte> m3)
    {
        bool equal = m1.Length == m0.Length && (streams.Length == 2 || (m2.Length == m0.Length && m3.Length == m0.Length));
        if (!KeccakQuad.IsAccelerated || !equal)
            return 0;
        if (streams[0] is not TurboShake128 leading || leading.ToNextBlock > m0.Length)
            return 0;
        int position = leading.ToNextBlock;
        foreach (XofStream stream in streams)
        {
            if (stream is not TurboShake128 sponge || sponge.ToNextBlock != position)
                return 0;
        }

        using var quad = new KeccakQuad();
        for (int i = 0; i < streams.Length; i++)
        {
            streams[i].Absorb((i switch { 0 => m0, 1 => m1, 2 => m2, _ => m3 })[..position]);
            quad.Load(i, ((TurboShake128)streams[i]).State);
        }

        for (; position + TurboShake128.Rate <= m0.Length; position += TurboShake128.Rate)
        {
            quad.XorBlock(0, m0[position..]);
            quad.XorBlock(1, m1[position..]);
            if (streams.Length > 2)
            {
                quad.XorBlock(2, m2[position..]);
                quad.XorBlock(3, m3[position..]);
            }

            quad.Permute();
        }

        for (int i = 0; i < streams.Length; i++)
            quad.Store(i, ((TurboShake128)streams[i]).State);
        return position;
    }
}
