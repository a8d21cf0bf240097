// The shim's entry points. Each file Native.Topic.cs declares what native/topic.cpp defines.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp;

internal static partial class Native
{
    private const string Library = "torch_shim";

    static Native() => NativeLoader.Register(Library);

    /// <summary>The error of this thread's last failed call.</summary>
    internal static ExternalException LastError() => new(Marshal.PtrToStringUTF8(last_error()));

    internal static int Type(ScalarType? type) => type is { } given ? (int)given : -1;

    /// <summary>Takes over a native list and frees its array.</summary>
    internal static unsafe Tensor[] TakeAll(nint array, long count)
    {
        var tensors = new Tensor[count];
        try
        {
            for (long i = 0; i < count; i++)
                tensors[i] = new Tensor(((nint*)array)[i]);
        }
        finally
        {
            free_array(array);
        }

        return tensors;
    }
}
