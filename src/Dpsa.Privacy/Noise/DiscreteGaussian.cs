// The discrete Gaussian distribution (Canonne, Kamath and Steinke 2020, Definition 1):
//
//     P(y) proportional to exp(-y^2 / (2 sigma^2)) on all integers y
//
// Sampled exactly, in integers alone. Not in constant time: how long a draw takes depends on its value.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dpsa.Privacy;

/// <summary>
/// Exact sampling from the discrete Gaussian distribution with randomness from the platform's secure generator.
/// Instances are immutable and may be used from several threads at once.
/// </summary>
public sealed class DiscreteGaussian
{
    // Coordinates that a thread takes at a time.
    private const int RangeLength = 2048;

    // Words that one draw uses on average, rounded up.
    private const int WordsPerDraw = 12;

    private readonly WordSampler? _sampler;

    /// <summary>Creates the distribution with parameter <paramref name="sigma"/>; zero stands for the constant 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is negative or above <see cref="MaxSigma"/>.</exception>
    [OverloadResolutionPriority(1)]
    public DiscreteGaussian(Rational sigma)
    {
        if (sigma.Sign < 0 || sigma > MaxSigma)
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Sigma must be between 0 and 2^100.");
        Sigma = sigma;
        if (WordSampler.Supports(sigma))
            _sampler = new WordSampler(sigma);
    }

    /// <summary>Creates the distribution whose parameter is the exact value of a double; zero stands for the constant 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Sigma is negative, NaN, or above <see cref="MaxSigma"/>.</exception>
    public DiscreteGaussian(double sigma)
        : this(Rational.FromDouble(sigma))
    {
    }

    /// <summary>2^100: draws beyond the range of <see cref="Int128"/> would be more than 2^26 sigma away.</summary>
    public static Rational MaxSigma { get; } = new(BigInteger.One << 100);

    /// <summary>The parameter sigma; the standard deviation is a little below it when it is small, else the same.</summary>
    public Rational Sigma { get; }

    /// <summary>One draw.</summary>
    public Int128 Sample()
    {
        Int128 draw = default;
        Fill(new Span<Int128>(ref draw));
        return draw;
    }

    /// <summary>Fills the span with independent draws, on the calling thread.</summary>
    public void Fill(Span<Int128> destination) => Fill(destination, SystemRandomSource.Instance);

    /// <summary>Fills the memory with independent draws, on several threads.</summary>
    /// <param name="destination">Receives the draws.</param>
    /// <param name="maxDegreeOfParallelism">Most threads, at least 1; or -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between ranges of draws; what was drawn is then cleared.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is 0 or below -1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void FillParallel(
        Memory<Int128> destination, int maxDegreeOfParallelism = -1, CancellationToken cancellationToken = default)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism == -1 ? Environment.ProcessorCount : maxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        int ranges = (destination.Length + RangeLength - 1) / RangeLength;
        try
        {
            Parallel.For(0, ranges, options, range =>
            {
                int start = range * RangeLength;
                Fill(destination.Span.Slice(start, Math.Min(RangeLength, destination.Length - start)));
            });
        }
        catch (OperationCanceledException)
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(destination.Span));
            throw;
        }
    }

    /// <summary>Fills the span with draws made of the source's bytes.</summary>
    internal void Fill(Span<Int128> destination, IRandomSource source)
    {
        if (Sigma.Sign == 0)
        {
            destination.Clear();
            return;
        }
        if (_sampler is null)
        {
            var reference = new ReferenceSampler(source);
            foreach (ref Int128 draw in destination)
                draw = (Int128)reference.DiscreteGaussian(Sigma);
            return;
        }
        using var words = new RandomWords(source, (int)Math.Min(RandomWords.MaxBuffered, (long)destination.Length * WordsPerDraw));
        foreach (ref Int128 draw in destination)
            draw = _sampler.Sample(words);
    }
}
