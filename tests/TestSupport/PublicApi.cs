using System.Reflection;
using System.Text;

namespace Dpsa.TestSupport;

/// <summary>
/// The public surface of an assembly as text, one member a line, compared with the committed file. A change of the
/// surface is then seen in review. Run the tests with <c>DPSA_UPDATE_API=1</c> to write the file anew.
/// </summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static void ShouldMatchSnapshot(Assembly assembly)
    {
        string actual = Describe(assembly);
        string path = Path.Combine(TestFiles.RepositoryRoot, "tests", $"{assembly.GetName().Name}.Tests", "PublicApi.txt");
        if (Environment.GetEnvironmentVariable("DPSA_UPDATE_API") == "1") File.WriteAllText(path, actual);
        File.ReadAllText(path).ShouldBe(actual, $"the public surface of {assembly.GetName().Name} changed; DPSA_UPDATE_API=1 accepts that");
    }

    private static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            string bases = string.Join(", ", new[] { type.BaseType }.Concat(type.GetInterfaces().Where(i => i.IsPublic))
                .Where(t => t is not null && t != typeof(object) && t != typeof(ValueType) && t != typeof(Enum)).Select(t => Name(t!)).Order(StringComparer.Ordinal));
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(bases.Length > 0 ? $" : {bases}" : "").Append('\n');
            foreach (string member in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            foreach (object value in Enum.GetValues(type)) yield return $"{value} = {Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)}";
            yield break;
        }

        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            string? line = member switch
            {
                ConstructorInfo c when Visible(c) => $"new({Parameters(c)})",
                MethodInfo m when Visible(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
                    $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}{Generic(m)}({Parameters(m)})",
                PropertyInfo p when Visible(p.GetMethod) || Visible(p.SetMethod) =>
                    $"{Name(p.PropertyType)} {p.Name} {{{(Visible(p.GetMethod) ? " get;" : "")}{(Visible(p.SetMethod) ? " set;" : "")} }}",
                FieldInfo f when f.IsPublic || f.IsFamily => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
                _ => null,
            };
            if (line is not null && !line.Contains("<Clone>", StringComparison.Ordinal))
                yield return line;
        }
    }

    private static bool Visible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{(p.IsOut ? "out " : "")}{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + (p.DefaultValue ?? "default") : "")}"));

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!) + "&";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.IsGenericParameter ? type.Name : type.FullName ?? type.Name;
        string name = type.GetGenericTypeDefinition().FullName!.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
