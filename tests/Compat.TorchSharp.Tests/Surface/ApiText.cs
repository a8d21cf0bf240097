// Writes reflected types as the list of the real package's API writes them.
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchProvider.Tests.Surface;

internal static class ApiText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    private static readonly Dictionary<string, string> Operators = new()
    {
        ["op_Addition"] = "+", ["op_Subtraction"] = "-", ["op_Multiply"] = "*", ["op_Division"] = "/", ["op_Modulus"] = "%",
        ["op_UnaryNegation"] = "-", ["op_OnesComplement"] = "~", ["op_BitwiseAnd"] = "&", ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^", ["op_Equality"] = "==", ["op_Inequality"] = "!=", ["op_LessThan"] = "<",
        ["op_LessThanOrEqual"] = "<=", ["op_GreaterThan"] = ">", ["op_GreaterThanOrEqual"] = ">=",
        ["op_Implicit"] = "implicit", ["op_Explicit"] = "explicit",
    };

    /// <summary>The name by which a heading declares its type, such as <c>Module&lt;T, TResult&gt;</c>.</summary>
    public static string NameIn(string heading)
    {
        string declaration = heading[(heading.IndexOf("] ", StringComparison.Ordinal) + 2)..];
        int bases = declaration.IndexOf(" : ", StringComparison.Ordinal);
        if (bases >= 0)
            declaration = declaration[..bases];
        string[] modifiers = ["sealed ", "static ", "abstract ", "class ", "struct ", "enum ", "interface ", "delegate "];
        while (Array.Find(modifiers, m => declaration.StartsWith(m, StringComparison.Ordinal)) is { } modifier)
            declaration = declaration[modifier.Length..];
        return declaration;
    }

    public static string Heading(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        List<string> bases = [];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            bases.Add(Name(parent));
        if (!type.IsEnum)
        {
            HashSet<Type> inherited = [.. type.BaseType?.GetInterfaces() ?? []];
            IEnumerable<Type> own = type.GetInterfaces().Where(i => i.IsVisible && !inherited.Contains(i));
            bases.AddRange(own.Select(Name).Order(StringComparer.Ordinal));
        }

        string heading = $"[{type.Namespace}] {kind} {Name(type)}";
        return bases.Count == 0 ? heading : $"{heading} : {string.Join(", ", bases)}";
    }

    /// <summary>Everything that a user of the type can see and that the type itself declares.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return [string.Join(", ", Enum.GetNames(type).Select(n => $"{n}={Enum.Format(type, Enum.Parse(type, n), "D")}"))];
        }

        return type.GetFields(Declared).Where(f => Visible(f.IsPublic, f.IsFamily || f.IsFamilyOrAssembly, type)).Select(Field)
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(a => Visible(a, type))).Select(p => Property(p, type)))
            .Concat(type.GetConstructors(Declared).Where(c => Visible(c, type) && !c.IsStatic).Select(c => Constructor(c, type)))
            .Concat(type.GetMethods(Declared).Where(m => Visible(m, type) && IsListed(m)).Select(Method));
    }

    public static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword;
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying)}?";
        if (type.IsGenericParameter)
            return type.Name;
        Type[] arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && !type.ContainsGenericParameters)
            return $"({string.Join(", ", arguments.Select(Name))})";
        string simple = type.Name.Split('`')[0];
        if (type.DeclaringType is { } outer)
        {
            int inherited = outer.GetGenericArguments().Length;
            arguments = arguments[inherited..];
            if (!(outer.IsAbstract && outer.IsSealed))
                simple = $"{Name(outer).Split('<')[0]}.{simple}";
        }

        return arguments.Length == 0 ? simple : $"{simple}<{string.Join(", ", arguments.Select(Name))}>";
    }

    private static string Field(FieldInfo field)
    {
        string access = field.IsPublic ? "" : field.IsFamilyOrAssembly ? "protected internal " : "protected ";
        string shared = field.IsStatic ? "static " : "";
        string constant = field.IsInitOnly ? "readonly " : "";
        return $"{access}{shared}{constant}{Name(field.FieldType)} {field.Name}";
    }

    private static string Property(PropertyInfo property, Type type)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(true).Where(a => Visible(a, type))];
        bool reads = accessors.Any(a => a == property.GetMethod);
        bool writes = accessors.Any(a => a == property.SetMethod);
        string body = (reads, writes) switch { (true, true) => "{ get; set; }", (true, false) => "{ get; }", _ => "{ set; }" };
        ParameterInfo[] indices = property.GetIndexParameters();
        string name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(i => Parameter(i, false)))}]";
        return $"{Modifiers(accessors[0])}{Name(property.PropertyType)}{TupleNames(property)} {name} {body}";
    }

    private static string Constructor(ConstructorInfo constructor, Type type) =>
        $"{Access(constructor)}{type.Name.Split('`')[0]}({Parameters(constructor)})";

    private static string Method(MethodInfo method)
    {
        string name = Operators.TryGetValue(method.Name, out string? symbol) && method.IsSpecialName ? $"operator {symbol} " : method.Name;
        if (method.IsGenericMethodDefinition)
            name += $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>";
        string constraints = string.Concat(method.IsGenericMethodDefinition ? method.GetGenericArguments().Select(Constraint) : []);
        string returned = Name(method.ReturnType) + TupleNames(method.ReturnParameter);
        return $"{Modifiers(method)}{returned} {name}({Parameters(method)}){constraints}";
    }

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return "";
        string kind = method.IsStatic ? "static "
            : !method.IsVirtual || method.IsFinal ? ""
            : method.GetBaseDefinition() != method ? "override "
            : method.IsAbstract ? "abstract "
            : "virtual ";
        return Access(method) + kind;
    }

    private static string Access(MethodBase method) =>
        method.IsPublic ? "" : method.IsFamilyOrAssembly ? "protected internal " : "protected ";

    private static string Parameters(MethodBase method)
    {
        bool extension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((p, i) => Parameter(p, extension && i == 0)));
    }

    private static string Parameter(ParameterInfo parameter, bool isThis)
    {
        string prefix = isThis ? "this "
            : parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : "";
        string text = $"{prefix}{Name(parameter.ParameterType)} {parameter.Name}{TupleNames(parameter)}";
        return parameter.HasDefaultValue ? $"{text} = {Default(parameter)}" : text;
    }

    private static string Default(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return parameter.DefaultValue switch
        {
            null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
            null => "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            object value when type.IsEnum => $"{Name(type)}.{Enum.ToObject(type, value)}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            object other => other.ToString()!,
        };
    }

    private static string Constraint(Type argument)
    {
        GenericParameterAttributes flags = argument.GenericParameterAttributes;
        List<string> constraints = [];
        if (argument.GetCustomAttributes().Any(a => a.GetType().Name == "IsUnmanagedAttribute"))
            constraints.Add("unmanaged");
        else if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            constraints.Add("struct");
        constraints.AddRange(argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Name));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
            && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", constraints)}";
    }

    private static string TupleNames(ICustomAttributeProvider member)
    {
        var attributes = member.GetCustomAttributes(typeof(TupleElementNamesAttribute), false);
        return attributes is not [TupleElementNamesAttribute names]
            ? ""
            : $" /*tuple: {string.Join(',', names.TransformNames.OfType<string>())}*/";
    }

    private static bool IsListed(MethodInfo method) =>
        method.Name != "Finalize"
        && (!method.IsSpecialName || Operators.ContainsKey(method.Name))
        && !method.Name.Contains('<', StringComparison.Ordinal);

    private static bool Visible(MethodBase method, Type type) =>
        Visible(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, type);

    private static bool Visible(bool isPublic, bool isProtected, Type type) => isPublic || (isProtected && !type.IsSealed);
}
