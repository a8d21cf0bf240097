namespace Dpsa.Vdaf.Fields;

/// <summary>Operations on a register of unsigned words, for vectors that lie in memory as they are encoded, at any address.</summary>
internal unsafe interface IWordOperations<TVector, TWord>
    where TVector : struct
    where TWord : unmanaged
{
    /// <summary>Whether the processor has what is needed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Number of words.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(TWord* source);

    static abstract void Store(TVector value, TWord* destination);

    static abstract TVector Broadcast(TWord value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>A mask of the words for which a &lt; b.</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>A mask of the words that are equal.</summary>
    static abstract TVector Equal(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>Whether all words are zero.</summary>
    static abstract bool IsZero(TVector a);

    /// <summary>The even 64-bit words of both registers, alternating.</summary>
    static abstract TVector EvenWords(TVector a, TVector b);

    /// <summary>The odd 64-bit words of both registers, alternating.</summary>
    static abstract TVector OddWords(TVector a, TVector b);
}
