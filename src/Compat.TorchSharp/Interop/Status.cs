using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>What a native call without a tensor result returns; not 0 is a failure.</summary>
internal readonly struct Status
{
#pragma warning disable CS0649 // Native code assigns it.
    private readonly int code;
#pragma warning restore CS0649

    internal void Check()
    {
        if (code != 0)
            throw Native.LastError();
    }

    /// <summary>The tensor that the call worked on, for calls in place.</summary>
    internal Tensor Then(Tensor tensor)
    {
        Check();
        return tensor;
    }
}
