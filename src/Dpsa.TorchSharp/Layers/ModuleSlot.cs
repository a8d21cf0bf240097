using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Dpsa.TorchSharp;

/// <summary>A place in which a module holds a layer or a tensor: a field, or an element of a list, dictionary or tuple in one.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">What the place is declared to hold.</param>
/// <param name="Value">The layer or tensor.</param>
/// <param name="Set">Puts another value there; null where the place cannot be written.</param>
internal sealed record ModuleSlot(string Name, Type Type, object Value, Action<object>? Set)
{
    private const BindingFlags OwnFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Library = typeof(nn.Module).Assembly;

    /// <summary>The places of one module, not of the layers that it holds.</summary>
    /// <param name="owner">The module.</param>
    /// <param name="ofLibrary">Looks into fields that the library's own layers and containers declare.</param>
    public static IEnumerable<ModuleSlot> Of(nn.Module owner, bool ofLibrary)
    {
        for (Type? type = owner.GetType(); type is not null && type != typeof(nn.Module); type = type.BaseType)
        {
            if (type.Assembly == Library && !ofLibrary) yield break;
            foreach (FieldInfo field in type.GetFields(OwnFields))
            {
                string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
                foreach (ModuleSlot slot in Within(name, field.FieldType, () => field.GetValue(owner), x => field.SetValue(owner, x)))
                    yield return slot;
            }
        }
    }

    private static IEnumerable<ModuleSlot> Within(string name, Type type, Func<object?> get, Action<object>? set) => get() switch
    {
        nn.Module or Tensor => [new ModuleSlot(name, type, get()!, set)],
        { } value when !MayHold(value.GetType()) || value is Array { Rank: > 1 } => [],
        ITuple tuple => tuple.GetType().GetGenericArguments()
            .SelectMany((item, i) => Within(name, item, () => ((ITuple)get()!)[i], set is null ? null : x => set(With(get()!, i, x)))),
        IDictionary map => map.Keys.Cast<object>()
            .SelectMany(key => Within(name, ElementType(map), () => map[key], map.IsReadOnly ? null : x => map[key] = x)),
        IList list => Enumerable.Range(0, list.Count)
            .SelectMany(i => Within(name, ElementType(list), () => list[i], list.IsReadOnly ? null : x => list[i] = x)),
        _ => [],
    };

    private static bool MayHold(Type type) =>
        type == typeof(object)
        || type.IsAssignableTo(typeof(nn.Module))
        || type.IsAssignableTo(typeof(Tensor))
        || (type.IsInterface && type.Assembly == Library)
        || (type.IsArray && MayHold(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(MayHold));

    private static Type ElementType(object collection)
    {
        Type type = collection.GetType();
        return type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericArguments()[^1] : typeof(object);
    }

    private static object With(object origin, int index, object value)
    {
        ITuple tuple = (ITuple)origin;
        object?[] items = [.. Enumerable.Range(0, tuple.Length).Select(i => i == index ? value : tuple[i])];
        return Activator.CreateInstance(tuple.GetType(), items)!;
    }
}
