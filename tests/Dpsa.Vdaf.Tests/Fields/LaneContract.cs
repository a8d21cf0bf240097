using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Ntt;
using FsCheck;
using FsCheck.Fluent;

namespace Dpsa.Vdaf.Tests.Fields;

/// <summary>What the kernels promise for every kind of register.</summary>
internal static unsafe class LaneContract<TVector, TOps>
    where TVector : struct
    where TOps : ILaneOperations<TVector>
{
    private static int Lanes => TOps.Count;

    private static int Words => Field128Lanes<TVector, TOps>.Words;

    public static void ProductsAgreeWithTheField() =>
        Prop.ForAll(
            Samples.Field128Edges().ArrayOf(Lanes).ToArbitrary(),
            Samples.Field128Edges().ToArbitrary(),
            (values, constant) =>
            {
                using var wordsMemory = new AlignedMemory(Words * sizeof(long));
                long* words = (long*)wordsMemory.Start;
                Put(words, values, 1);
                int* multiplier = stackalloc int[Field128Limbs.Count];
                Field128Limbs.WriteMultiplier(constant, new Span<int>(multiplier, Field128Limbs.Count));
                Field128Lanes<TVector, TOps>.Multiply(
                    At(words, 0), At(words, 1), At(words, 2), At(words, 3), At(words, 4), multiplier,
                    out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4);
                Field128Lanes<TVector, TOps>.Save(words, r0, r1, r2, r3, r4);
                for (int lane = 0; lane < Lanes; lane++)
                    Field128Lanes<TVector, TOps>.Read(words, lane).ShouldBe(values[lane] * constant);
            }).QuickCheckThrowOnFailure();

    // Limbs of up to 29 bits and both signs are what the last layer of a transform leaves behind.
    public static void RedundantOperandsGiveTheSameProducts() =>
        Prop.ForAll(
            Samples.Field128Edges().ArrayOf(3 * Lanes).ToArbitrary(),
            Gen.Choose(-12, 12).ToArbitrary(),
            (values, scale) =>
            {
                using var aMemory = new AlignedMemory(Words * sizeof(long));
                long* a = (long*)aMemory.Start;
                using var xMemory = new AlignedMemory(Words * sizeof(long));
                long* x = (long*)xMemory.Start;
                using var yMemory = new AlignedMemory(Words * sizeof(long));
                long* y = (long*)yMemory.Start;
                Put(a, values[..Lanes], 1);
                Put(x, values[Lanes..(2 * Lanes)], scale);
                Put(y, values[(2 * Lanes)..], -scale);
                Field128 constant = values[3];
                Field128 factor = FieldMath.FromSigned<Field128>(scale);
                Field128 rInverse = FieldMath.Inverse(Field128Limbs.R);
                int* multiplier = stackalloc int[Field128Limbs.Count];
                Field128Limbs.WriteMultiplier(constant, new Span<int>(multiplier, Field128Limbs.Count));

                Field128Lanes<TVector, TOps>.MultiplyAdd(
                    At(a, 0), At(a, 1), At(a, 2), At(a, 3), At(a, 4), multiplier,
                    At(x, 0), At(x, 1), At(x, 2), At(x, 3), At(x, 4), At(y, 0), At(y, 1), At(y, 2), At(y, 3), At(y, 4),
                    out TVector r0, out TVector r1, out TVector r2, out TVector r3, out TVector r4);
                Field128Lanes<TVector, TOps>.FoldTop(ref r0, ref r2, ref r4);
                Field128Lanes<TVector, TOps>.Save(a, r0, r1, r2, r3, r4);
                Field128Lanes<TVector, TOps>.Squared(
                    At(x, 0), At(x, 1), At(x, 2), At(x, 3), At(x, 4), out r0, out r1, out r2, out r3, out r4);
                Field128Lanes<TVector, TOps>.Normalise(ref r0, ref r1, ref r2, ref r3, ref r4);
                Field128Lanes<TVector, TOps>.Save(x, r0, r1, r2, r3, r4);

                for (int lane = 0; lane < Lanes; lane++)
                {
                    Field128 left = values[Lanes + lane] * factor;
                    Field128 right = -(values[(2 * Lanes) + lane] * factor);
                    Field128Lanes<TVector, TOps>.Read(a, lane).ShouldBe((values[lane] * constant) + (left * right * rInverse));
                    Field128Lanes<TVector, TOps>.Read(x, lane).ShouldBe(left * left * rInverse);
                }
            }).QuickCheckThrowOnFailure();

    public static void TransformAgreesWithTheScalarOne()
    {
        for (int sizeLog2 = 1; sizeLog2 <= 12; sizeLog2++)
        {
            CosetExtensionLanes<TVector, TOps> transform = CosetExtensionLanes<TVector, TOps>.OfLog2(sizeLog2);
            var scalar = new Field128[Lanes][];
            using (var memory = new AlignedMemory((long)transform.Size * Words * sizeof(long)))
            {
                long* data = (long*)memory.Start;
                for (int lane = 0; lane < Lanes; lane++)
                {
                    scalar[lane] = Values(lane, transform.Size);
                    for (int point = 0; point < transform.Size; point++)
                        PutLane(data + (point * Words), lane, scalar[lane][point], 1);
                }

                transform.Extend(data);
                for (int lane = 0; lane < Lanes; lane++)
                {
                    CosetExtension<Field128>.OfLog2(sizeLog2).Extend(scalar[lane]);
                    for (int point = 0; point < transform.Size; point++)
                        Field128Lanes<TVector, TOps>.Read(data + (point * Words), lane).ShouldBe(scalar[lane][point]);
                }
            }
        }
    }

    /// <summary>Random values in most lanes; the largest, in all places or in every other, in two: what grows fastest.</summary>
    private static Field128[] Values(int lane, int size) => lane switch
    {
        0 => [.. Enumerable.Repeat(-Field128.One, size)],
        1 => [.. Enumerable.Range(0, size).Select(i => i % 2 == 0 ? -Field128.One : Field128.Zero)],
        _ => Samples.Elements<Field128>(lane, size),
    };

    private static void Put(long* words, Field128[] values, int scale)
    {
        for (int lane = 0; lane < values.Length; lane++)
            PutLane(words, lane, values[lane], scale);
    }

    private static void PutLane(long* words, int lane, Field128 value, int scale)
    {
        Span<int> limbs = stackalloc int[Field128Limbs.Count];
        Field128Limbs.Write(value, limbs);
        for (int limb = 0; limb < Field128Limbs.Count; limb++)
            words[(limb * Lanes) + lane] = (long)limbs[limb] * scale;
    }

    private static TVector At(long* words, int limb) => Field128Lanes<TVector, TOps>.Load(words, limb);
}
