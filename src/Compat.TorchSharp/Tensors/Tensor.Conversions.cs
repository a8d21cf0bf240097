namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(Scalar scalar)
        {
            ArgumentNullException.ThrowIfNull(scalar);
            return Native.full([], 0, scalar, new NativeOptions(scalar.Type, null));
        }

        public static explicit operator bool(Tensor value) => Read(value).AsDouble != 0;

        public static explicit operator byte(Tensor value) => (byte)Read(value).AsInt64;

        public static explicit operator sbyte(Tensor value) => (sbyte)Read(value).AsInt64;

        public static explicit operator short(Tensor value) => (short)Read(value).AsInt64;

        public static explicit operator int(Tensor value) => (int)Read(value).AsInt64;

        public static explicit operator long(Tensor value) => Read(value).AsInt64;

        public static explicit operator float(Tensor value) => (float)Read(value).AsDouble;

        public static explicit operator double(Tensor value) => Read(value).AsDouble;

        private static NativeScalar Read(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            using Scalar scalar = value.ToScalar();
            return scalar.Value;
        }
    }
}
