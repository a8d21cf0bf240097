namespace Dpsa.TorchSharp;

/// <summary>What to do with floating-point buffers, which are state but not trained (running means of BatchNorm).</summary>
public enum BufferPolicy
{
    /// <summary>Refuse the module with a message that names the buffers. The default: leaving them out or summing them is a choice.</summary>
    Refuse,

    /// <summary>Treat them like parameters: their change is clipped, noised and summed with the rest.</summary>
    Include,

    /// <summary>Leave them out: every party keeps its own.</summary>
    KeepLocal,
}
