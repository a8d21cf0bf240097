using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements' memory; of contiguous tensors on the CPU only.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                RequireHost();
                if (!is_contiguous())
                    throw new NotSupportedException("The bytes of a tensor that is not contiguous; call contiguous() first.");
                return new Span<byte>((void*)DataPointer(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                long needed = NumberOfElements * ElementSize;
                if (value.Length != needed)
                    throw new ArgumentException($"Mismatched data sizes: {value.Length} bytes for a tensor of {needed}.", nameof(value));
                value.CopyTo(bytes);
            }
        }

        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireHost();
            ElementTypes.Require<T>(dtype);
            return new TensorAccessor<T>(this);
        }

        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            ElementTypes.Require<T>(dtype);
            T value;
            Native.item_bytes(this, &value).Check();
            return value;
        }

        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            using TensorAccessor<T> accessor = data<T>();
            return accessor.AtOffset(i);
        }

        public Scalar ToScalar()
        {
            ScalarType type = dtype;
            if (ElementTypes.IsFloatingPoint(type))
            {
                Native.item_double(this, out double real).Check();
                return real;
            }

            Native.item_int(this, out long whole).Check();
            return type == ScalarType.Bool ? whole != 0 : (Scalar)whole;
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            using Tensor host = OnHost();
            stream.Write(host.bytes);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            if (is_cpu() && is_contiguous())
            {
                stream.ReadExactly(bytes);
                return;
            }

            using IDisposable quiet = no_grad();
            using Tensor host = empty(shape, dtype);
            stream.ReadExactly(host.bytes);
            copy_(host);
        }

        internal nint DataPointer()
        {
            Native.data_ptr(this, out nint pointer).Check();
            return pointer;
        }

        /// <summary>A contiguous copy or alias on the CPU, outside of the graph.</summary>
        internal Tensor OnHost()
        {
            using Tensor plain = detach();
            using Tensor host = plain.cpu();
            return host.contiguous();
        }

        private void RequireHost()
        {
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException($"Reading the data of a tensor on {device}; move it with cpu() first.");
        }
    }
}
