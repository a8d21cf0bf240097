using System.Runtime.CompilerServices;

namespace Dpsa.Vdaf.Fields;

/// <summary>Sums of vectors in their wire form, in place. Where an element is not below the modulus the sum is as it was.</summary>
internal static unsafe class EncodedSums
{
    // As many as the widest register takes, which is also most of what a kernel leaves at the end.
    private const int OneByOne = 16;

    /// <summary>sum[i] += addend[i], in one pass over both, the fastest way that field and processor have.</summary>
    /// <param name="sum">Encoded sum.</param>
    /// <param name="addend">Encoded addend, as long as the sum.</param>
    /// <param name="sumName">What the sum is called where it is malformed.</param>
    /// <param name="addendName">What the addend is called.</param>
    /// <exception cref="VdafException">An element is not below the modulus.</exception>
    public static void Add<F>(Span<byte> sum, ReadOnlySpan<byte> addend, string sumName, string addendName)
        where F : unmanaged, IField<F>
    {
        addend = addend[..sum.Length];
        if (sum.Overlaps(addend))
        {
            using var copy = new Secret<byte>(addend.ToArray());
            Add<F>(sum, copy.Span, sumName, addendName);
            return;
        }

        int count = sum.Length / F.EncodedSize;
        fixed (byte* left = sum, right = addend)
        {
            for (int done = 0; done < count;)
            {
                done += EncodedSumsLanes.Add<F>(left + ((nint)done * F.EncodedSize), right + ((nint)done * F.EncodedSize), count - done);
                int end = Math.Min(count, done + OneByOne);
                if (AddPlainly<F>(sum, addend, ref done, end))
                    continue;

                bool sumIsWrong = !F.TryDecode(sum.Slice(done * F.EncodedSize, F.EncodedSize), out _);
                TakeBack<F>(sum, addend, done);
                throw VdafException.ElementOutOfRange(sumIsWrong ? sumName : addendName, done);
            }
        }
    }

    /// <summary>Element after element, up to the first that is not below the modulus; what the kernels are compared to.</summary>
    /// <param name="sum">Encoded sum.</param>
    /// <param name="addend">Encoded addend.</param>
    /// <param name="next">The first element to add; then the first that was not.</param>
    /// <param name="end">Where to stop.</param>
    /// <returns>Whether all were added.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AddPlainly<F>(Span<byte> sum, ReadOnlySpan<byte> addend, ref int next, int end)
        where F : unmanaged, IField<F>
    {
        for (; next < end; next++)
        {
            Span<byte> slot = sum.Slice(next * F.EncodedSize, F.EncodedSize);
            if (!F.TryDecode(slot, out F left) || !F.TryDecode(addend.Slice(next * F.EncodedSize, F.EncodedSize), out F right))
                return false;
            (left + right).Encode(slot);
        }

        return true;
    }

    private static void TakeBack<F>(Span<byte> sum, ReadOnlySpan<byte> addend, int count)
        where F : unmanaged, IField<F>
    {
        for (int i = 0; i < count; i++)
        {
            Span<byte> slot = sum.Slice(i * F.EncodedSize, F.EncodedSize);
            F.TryDecode(slot, out F value);
            F.TryDecode(addend.Slice(i * F.EncodedSize, F.EncodedSize), out F added);
            (value - added).Encode(slot);
        }
    }
}
