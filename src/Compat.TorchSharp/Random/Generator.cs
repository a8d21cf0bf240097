using System.Runtime.InteropServices.Marshalling;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of pseudo-random numbers with its own state.</summary>
    [NativeMarshalling(typeof(GeneratorMarshaller))]
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = InitializeDevice(device);
            Native.generator_new((long)seed, new NativeOptions(null, this.device), out handle).Check();
        }

        private Generator(Device device)
        {
            this.device = device;
            Native.generator_default(new NativeOptions(null, device), out handle).Check();
        }

        ~Generator() => Dispose(false);

        public static Generator Default => new(CPU);

        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Device device { get; }

        public long initial_seed()
        {
            Native.generator_initial_seed(Handle, out long seed).Check();
            return seed;
        }

        public long seed()
        {
            Native.generator_seed(Handle, out long seed).Check();
            return seed;
        }

        public Generator manual_seed(long seed)
        {
            Native.generator_manual_seed(Handle, seed).Check();
            return this;
        }

        public Tensor get_state() => Native.generator_get_state(Handle);

        public void set_state(Tensor value) => Native.generator_set_state(Handle, value).Check();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint owned = Interlocked.Exchange(ref handle, 0);
            if (owned != 0)
                Native.generator_free(owned);
        }
    }
}
