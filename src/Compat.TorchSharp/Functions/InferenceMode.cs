namespace TorchSharp;

/// <summary>libtorch's inference mode on one thread until it is disposed there.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint guard;

    internal InferenceMode(bool enabled) => Native.inference_enter(enabled, out guard).Check();

    public void Dispose()
    {
        nint held = Interlocked.Exchange(ref guard, 0);
        if (held != 0)
            Native.inference_leave(held).Check();
    }
}
