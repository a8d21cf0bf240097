using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The lengths of a tensor's dimensions.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[]? lengths;

        public Size(long[] shape) => lengths = (long[])shape.Clone();

        public Size(IEnumerable<long> shape) => lengths = [.. shape];

        public Size(int[] shape) => lengths = Array.ConvertAll(shape, s => (long)s);

        public Size(long size) => lengths = [size];

        public Size(int size) => lengths = [size];

        public static Size Empty = new(Array.Empty<long>());

        public readonly long[] Shape => (long[])Lengths.Clone();

        public readonly int Length => Lengths.Length;

        public readonly bool IsEmpty => Lengths.Length == 0;

        public readonly bool IsScalar => Lengths.Length == 0;

        private readonly long[] Lengths => lengths ?? [];

        public readonly long this[int idx] => Lengths[idx];

        public readonly long this[long idx] => Lengths[idx];

        public readonly long numel() => Lengths.Aggregate(1L, (product, length) => product * length);

        public readonly IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Lengths).GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override readonly bool Equals(object? obj) => obj is Size other && Lengths.AsSpan().SequenceEqual(other.Lengths);

        public override readonly int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (long length in Lengths)
                hash.Add(length);
            return hash.ToHashCode();
        }

        public static bool operator ==(Size left, Size right) => left.Equals(right);

        public static bool operator !=(Size left, Size right) => !left.Equals(right);

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);

        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);

        public static implicit operator Size((long, long, long, long) size) => new([size.Item1, size.Item2, size.Item3, size.Item4]);
    }
}
