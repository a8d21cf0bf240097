namespace TorchSharp;

/// <summary>Switches the recording of gradients on its thread until it is disposed.</summary>
public class AutoGradMode : IDisposable
{
    private readonly bool before;
    private bool disposed;

    public AutoGradMode(bool enabled)
    {
        before = IsEnabled;
        Native.set_grad_enabled(enabled);
    }

    public static bool IsEnabled => Native.grad_enabled() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    public void Dispose(bool disposing)
    {
        if (disposed)
            return;
        disposed = true;
        Native.set_grad_enabled(before);
    }
}
