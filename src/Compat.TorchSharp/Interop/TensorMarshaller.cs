using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Passes a tensor's handle and keeps the tensor alive for the call; turns a failed call's null into an exception.</summary>
[CustomMarshaller(typeof(Tensor), MarshalMode.ManagedToUnmanagedIn, typeof(In))]
[CustomMarshaller(typeof(Tensor), MarshalMode.ManagedToUnmanagedOut, typeof(Out))]
internal static class TensorMarshaller
{
    internal ref struct In
    {
        private Tensor tensor;

        public void FromManaged(Tensor managed) => tensor = managed;

        public readonly nint ToUnmanaged()
        {
            ArgumentNullException.ThrowIfNull(tensor);
            return tensor.Handle;
        }

        public readonly void Free() => GC.KeepAlive(tensor);
    }

    internal static class Out
    {
        public static Tensor ConvertToManaged(nint handle) => handle != 0 ? new Tensor(handle) : throw Native.LastError();
    }
}
