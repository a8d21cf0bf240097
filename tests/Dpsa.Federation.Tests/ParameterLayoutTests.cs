namespace Dpsa.Federation.Tests;

public sealed class ParameterLayoutTests
{
    private static readonly ParameterLayout Layout = new([("a", [2, 3]), ("b", []), ("c", [4])]);

    [Fact]
    public void Offsets_follow_from_the_order()
    {
        Layout.Dimension.ShouldBe(11);
        Layout.Entries.Select(e => e.Offset).ShouldBe([0, 6, 7]);
        Layout.Entries.Select(e => e.Length).ShouldBe([6, 1, 4]);
        Enumerable.Range(0, 11).Select(i => Layout.EntryAt(i).Name).ShouldBe("aaaaaabcccc".Select(c => c.ToString()));
    }

    [Fact]
    public void Layouts_differ_by_name_shape_and_order()
    {
        Layout.ShouldBe(new ParameterLayout([("a", [2, 3]), ("b", []), ("c", [4])]));
        Layout.ShouldNotBe(new ParameterLayout([("a", [3, 2]), ("b", []), ("c", [4])]));
        Layout.ShouldNotBe(new ParameterLayout([("a", [2, 3]), ("x", []), ("c", [4])]));
        Layout.ShouldNotBe(new ParameterLayout([("b", []), ("a", [2, 3]), ("c", [4])]));
    }

    [Fact]
    public void Mismatch_of_large_layouts_names_only_what_differs()
    {
        (string, IReadOnlyList<long>)[] many = [.. Enumerable.Range(0, 100).Select(i => ($"layer{i}", (IReadOnlyList<long>)[i + 1]))];
        ParameterLayout all = new(many);
        ParameterLayout shorter = new(many[..^1]);
        LayoutMismatchException e = Should.Throw<LayoutMismatchException>(() => all.RequireSame(shorter, "Mine", "yours"));
        e.Message.ShouldContain("Mine: layer99[100] (d = 5050). yours: nothing (d = 4950). Frozen parameters");
        e.Message.ShouldNotContain("layer98");

        Should.Throw<LayoutMismatchException>(() => all.RequireSame(new ParameterLayout(many[..50]), "Mine", "yours"))
            .Message.ShouldContain("layer61[62] and 38 more (d = 5050)");
    }

    [Fact]
    public void Mismatch_of_the_order_alone_says_so() =>
        Should.Throw<LayoutMismatchException>(
                () => Layout.RequireSame(new ParameterLayout([("a", [2, 3]), ("c", [4]), ("b", [])]), "Mine", "yours"))
            .Message.ShouldBe("The layouts differ in the order of their entries, first at 1: Mine: b[]. yours: c[4].");

    [Fact]
    public void Mismatch_names_both_layouts()
    {
        ParameterLayout other = new([("w", [5])]);
        LayoutMismatchException e = Should.Throw<LayoutMismatchException>(() => Layout.RequireSame(other, "Mine", "yours"));
        e.Message.ShouldContain("Mine: a[2,3] b[] c[4] (d = 11)");
        e.Message.ShouldContain("yours: w[5] (d = 5)");
    }

    [Fact]
    public void Refuses_empty_and_repeated_entries()
    {
        Should.Throw<ArgumentException>(() => new ParameterLayout([]));
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [0])]));
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [1]), ("a", [2])])).Message.ShouldContain("a twice");
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [-1])]));
    }

    [Fact]
    public void Refuses_names_that_would_forge_a_fingerprint() =>
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a\0" + "2,3\nb\0\nc", [4])])).Message.ShouldContain("control characters");

    [Fact]
    public void Refuses_more_elements_than_an_array_has()
    {
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [1L << 40, 1L << 40])])).Message.ShouldContain("2147483647");
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [1L << 30]), ("b", [1L << 30])])).Message.ShouldContain("b[1073741824]");
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", [long.MaxValue, long.MaxValue, long.MaxValue, 2])]))
            .Message.ShouldContain("2147483647");
    }

    [Fact]
    public void A_tensor_without_elements_has_none_however_long_it_is_otherwise()
    {
        ParameterLayout layout = new([("a", [1L << 40, 0, 1L << 40]), ("b", [2])]);
        layout.Dimension.ShouldBe(2);
        layout.Entries[0].Length.ShouldBe(0);
        layout.EntryAt(0).Name.ShouldBe("b");
    }

    [Fact]
    public void Refuses_entries_that_describe_no_tensor()
    {
        Should.Throw<ArgumentException>(() => new ParameterLayout([(null!, [1])]));
        Should.Throw<ArgumentException>(() => new ParameterLayout([("a", null!)]));
        Should.Throw<ArgumentException>(() => new ParameterEntry("a", [1], -1));
        Should.Throw<ArgumentException>(() => new ParameterEntry("a", [2], int.MaxValue - 1));
        new ParameterEntry("a", [1], int.MaxValue - 1).Length.ShouldBe(1);
    }

    [Fact]
    public void Entries_are_equal_by_content_and_keep_their_shape()
    {
        long[] shape = [2, 3];
        ParameterEntry entry = new("a", shape, 0);
        shape[0] = 7;
        entry.Shape.ShouldBe([2, 3]);
        entry.ShouldBe(new ParameterEntry("a", [2, 3], 0));
        entry.ShouldNotBe(new ParameterEntry("a", [3, 2], 0));
        entry.GetHashCode().ShouldBe(new ParameterEntry("a", [2, 3], 0).GetHashCode());
    }
}
