namespace TorchSharp.Utils;

/// <summary>The name under which a module registers a field.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string Name { get; set; } = null!;
}
