namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index expression: a position, a slice, a mask, a new axis or the ellipsis.</summary>
    public struct TensorIndex
    {
        private enum Kind
        {
            NewAxis = 0,
            Ellipsis = 1,
            Integer = 2,
            Bool = 3,
            Slice = 4,
            Tensor = 5,
        }

        private Kind kind;
        private long? start;
        private long? stop;
        private long? step;
        private Tensor? tensor;

        public static TensorIndex None = new() { kind = Kind.NewAxis };

        public static TensorIndex Null = new() { kind = Kind.NewAxis };

        public static TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };

        public static TensorIndex Colon = Slice();

        public static TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => index is { } at ? new() { kind = Kind.Integer, start = at } : None;

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Slice, start = start, stop = stop, step = step };

        public static TensorIndex Slice(Range range) => Slice(Bound(range.Start), IsEnd(range.End) ? null : Bound(range.End));

        public static TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex(Index index) => Single(Bound(index));

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range.start, range.end);

        internal readonly NativeIndex ToNative() => new()
        {
            Kind = (int)kind,
            Given = (start is null ? 0 : 1) | (stop is null ? 0 : 2) | (step is null ? 0 : 4),
            Start = start ?? 0,
            Stop = stop ?? 0,
            Step = step ?? 1,
            Tensor = tensor is null ? 0 : tensor.Handle,
        };

        private static long Bound(Index index) => index.IsFromEnd ? -index.Value : index.Value;

        private static bool IsEnd(Index index) => index.IsFromEnd && index.Value == 0;
    }
}
