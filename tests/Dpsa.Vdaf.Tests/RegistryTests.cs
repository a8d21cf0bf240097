using Dpsa.Vdaf.Fields;

namespace Dpsa.Vdaf.Tests;

public class RegistryTests
{
    private static Type[] Types { get; } = typeof(IVdaf).Assembly.GetTypes();

    [Fact]
    public void Every_field_is_listed() => Registry.AllFields.ShouldBe(
        Types.Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IField<>))),
        ignoreOrder: true);

    [Fact]
    public void Every_function_is_listed()
    {
        VdafParameters[] functions = Registry.AllFunctions;
        functions.Select(p => p.GetType()).Distinct().ShouldBe(
            Types.Where(t => t.IsSubclassOf(typeof(VdafParameters)) && !t.IsAbstract), ignoreOrder: true);
        functions.Select(p => p.Create().GetType()).Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).Distinct().ShouldBe(
            Types.Where(t => t.IsAssignableTo(typeof(IVdaf)) && !t.IsAbstract), ignoreOrder: true);
        functions.ShouldBeUnique();
    }
}
