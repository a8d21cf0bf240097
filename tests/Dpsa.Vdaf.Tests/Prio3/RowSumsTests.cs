using Dpsa.Vdaf.Fields;
using Dpsa.Vdaf.Prio3;

namespace Dpsa.Vdaf.Tests.Prio3;

public class RowSumsTests
{
    [RequiresAvx512Fact]
    public void Vectorised_sums_are_the_plain_ones()
    {
        foreach (int width in (int[])[1, 7, 8, 9, 31])
        {
            using var plain = new RowSumsScalar(width);
            using var lanes = new RowSumsAvx512(width);
            Field128[] weights = Samples.Elements<Field128>(width, 2);
            for (int row = 0; row < 5; row++)
            {
                Field128[] elements = Samples.Elements<Field128>(row, width - (row % Math.Min(3, width)));
                plain.Add(elements, weights[0], weights[1]);
                lanes.Add(elements, weights[0], weights[1]);
                (weights[0], weights[1]) = (weights[1] * weights[0], weights[0] + Field128.One);
            }

            ShouldAgree(plain, lanes, width);
        }
    }

    // 512 rows of the largest numbers fill a word; what lies beyond shows that it is carried on in time.
    [RequiresAvx512Fact]
    public void Thousands_of_rows_of_the_largest_numbers_do_not_overflow()
    {
        using var plain = new RowSumsScalar(9);
        using var lanes = new RowSumsAvx512(9);
        Field128 allOnes = Field128.FromCanonical((UInt128)ulong.MaxValue | ((UInt128)(ulong.MaxValue >> 8) << 64));
        Field128[] row = [.. Enumerable.Repeat(allOnes, 9)];
        for (int i = 0; i < 3000; i++)
        {
            plain.Add(row, allOnes, -Field128.One);
            lanes.Add(row, allOnes, -Field128.One);
        }

        ShouldAgree(plain, lanes, 9);
    }

    private static void ShouldAgree(RowSumsScalar plain, RowSumsAvx512 lanes, int width)
    {
        for (int place = 0; place < width; place++)
            lanes.Take(place).ShouldBe(plain.Take(place));
    }
}
