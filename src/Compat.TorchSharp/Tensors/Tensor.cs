// The tensor: an owner of one native at::Tensor. Its members are grouped by topic in the files Tensor.Topic.cs.
using System.Runtime.InteropServices.Marshalling;

namespace TorchSharp;

public static partial class torch
{
    [NativeMarshalling(typeof(TensorMarshaller))]
    public partial class Tensor : IDisposable
    {
        private static long total;
        private static long peak;

        private nint handle;

        internal Tensor(nint handle)
        {
            this.handle = handle;
            CountOne();
            Scope = DisposeScopeManager.Register(this);
        }

        /// <summary>Takes over the handle and the scope of another tensor, which is left invalid.</summary>
        private protected Tensor(Tensor other)
        {
            handle = other.Handle;
            Scope = other.Scope;
            if (Scope is { } scope)
            {
                other.Scope = null;
                scope.Replace(other, this);
            }

            other.handle = 0;
            GC.SuppressFinalize(other);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => Interlocked.Read(ref total);

        public static long PeakCount => Interlocked.Read(ref peak);

        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == 0;

        internal DisposeScope? Scope { get; set; }

        public void Dispose()
        {
            if (handle != 0)
            {
                if (Scope is { } scope)
                    scope.MarkAsDisposed(this);
                else
                    DisposeScopeManager.Statistics.DisposedOutsideScopeCount++;
            }

            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            nint owned = Interlocked.Exchange(ref handle, 0);
            if (owned == 0)
                return;
            Interlocked.Decrement(ref total);
            Native.free(owned);
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return MoveToOtherDisposeScope(other.Scope);
        }

        /// <summary>For the scope, which counts what it disposes itself.</summary>
        internal void ReleaseUncounted()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        private static void CountOne()
        {
            long now = Interlocked.Increment(ref total);
            long seen = Interlocked.Read(ref peak);
            while (now > seen)
                seen = Interlocked.CompareExchange(ref peak, now, seen) is var before && before == seen ? now : before;
        }
    }
}
