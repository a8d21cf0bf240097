using Dpsa.Federation;

namespace Dpsa.Examples.Cifar.Data;

/// <summary>
/// A small stand-in in the same format: ten classes of coarse colour patterns under shifts, changes of brightness, a fainter
/// pattern of another class and pixel noise. It can be learned, and says nothing about CIFAR-10.
/// </summary>
internal static class SyntheticImages
{
    public const int TrainingImages = 5000;
    public const int TestImages = 1000;

    private const int Grid = 5;
    private const int MaxShift = 4;

    /// <summary>Deterministic for a seed, on every platform.</summary>
    public static ImageData Create(long seed, int trainingImages = TrainingImages, int testImages = TestImages)
    {
        double[][] prototypes = Prototypes(SeededRandom.For(seed, SeedPath.SyntheticPrototypes));
        return new ImageData
        {
            Set = DataSet.Synthetic,
            Training = CifarRecords.Decode(Records(trainingImages, prototypes, SeededRandom.For(seed, SeedPath.SyntheticImages, 0)), "synthetic training set"),
            Test = CifarRecords.Decode(Records(testImages, prototypes, SeededRandom.For(seed, SeedPath.SyntheticImages, 1)), "synthetic test set"),
            ClassNames = [.. Enumerable.Range(0, CifarRecords.Classes).Select(c => $"pattern {c}")],
            Origin = $"synthetic images (seed {seed}), not CIFAR-10",
        };
    }

    /// <summary>Records in the official layout; labels take turns, so that the classes are of equal size.</summary>
    public static byte[] Records(int count, double[][] prototypes, SeededRandom random)
    {
        byte[] content = new byte[(long)count * CifarRecords.RecordBytes];
        for (int i = 0; i < count; i++)
        {
            int label = i % CifarRecords.Classes;
            int other = (label + 1 + random.Next(CifarRecords.Classes - 1)) % CifarRecords.Classes;
            Span<byte> record = content.AsSpan(i * CifarRecords.RecordBytes, CifarRecords.RecordBytes);
            record[0] = (byte)label;
            Paint(record[1..], prototypes[label], prototypes[other], random);
        }

        return content;
    }

    /// <summary>For each class a coarse grid of values in [-1, 1], three channels, enlarged to twice the shift beyond an image's side.</summary>
    public static double[][] Prototypes(SeededRandom random)
    {
        double[][] prototypes = new double[CifarRecords.Classes][];
        for (int c = 0; c < prototypes.Length; c++)
        {
            double[] grid = new double[CifarRecords.Channels * Grid * Grid];
            for (int i = 0; i < grid.Length; i++)
                grid[i] = (2 * random.NextDouble()) - 1;

            prototypes[c] = Enlarge(grid);
        }

        return prototypes;
    }

    private const int Canvas = CifarRecords.Side + (2 * MaxShift);

    private static double[] Enlarge(double[] grid)
    {
        double[] canvas = new double[CifarRecords.Channels * Canvas * Canvas];
        double scale = (Grid - 1) / (double)(Canvas - 1);
        for (int channel = 0; channel < CifarRecords.Channels; channel++)
        {
            for (int y = 0; y < Canvas; y++)
            {
                for (int x = 0; x < Canvas; x++)
                    canvas[(((channel * Canvas) + y) * Canvas) + x] = Bilinear(grid.AsSpan(channel * Grid * Grid), y * scale, x * scale);
            }
        }

        return canvas;
    }

    private static double Bilinear(ReadOnlySpan<double> grid, double y, double x)
    {
        int y0 = Math.Min((int)y, Grid - 2);
        int x0 = Math.Min((int)x, Grid - 2);
        double fy = y - y0;
        double fx = x - x0;
        int at = (y0 * Grid) + x0;
        double top = ((1 - fx) * grid[at]) + (fx * grid[at + 1]);
        double bottom = ((1 - fx) * grid[at + Grid]) + (fx * grid[at + Grid + 1]);
        return ((1 - fy) * top) + (fy * bottom);
    }

    private static void Paint(Span<byte> pixels, double[] pattern, double[] fainter, SeededRandom random)
    {
        int shiftY = random.Next((2 * MaxShift) + 1);
        int shiftX = random.Next((2 * MaxShift) + 1);
        double contrast = 50 + (50 * random.NextDouble());
        double share = 0.6 * random.NextDouble();
        double brightness = 96 + (64 * random.NextDouble());
        for (int channel = 0; channel < CifarRecords.Channels; channel++)
        {
            for (int y = 0; y < CifarRecords.Side; y++)
            {
                int row = (((channel * Canvas) + y + shiftY) * Canvas) + shiftX;
                for (int x = 0; x < CifarRecords.Side; x++)
                {
                    double signal = pattern[row + x] + (share * fainter[row + x]);
                    double noise = 80 * (random.NextDouble() + random.NextDouble() - 1);
                    double value = brightness + (contrast * signal) + noise;
                    pixels[(((channel * CifarRecords.Side) + y) * CifarRecords.Side) + x] = (byte)Math.Clamp((int)value, 0, 255);
                }
            }
        }
    }
}
