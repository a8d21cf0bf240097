namespace Dpsa.Dap.Tests;

public sealed class IdTests
{
    [Fact]
    public void Task_id_is_base64url_of_its_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))];
        TaskId id = TaskId.FromBytes(bytes);
        id.ToString().ShouldBe(Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        id.ToBytes().ShouldBe(bytes);
        id.ShouldBe(TaskId.FromBytes(bytes));
        Should.Throw<ArgumentException>(() => TaskId.FromBytes(bytes.AsSpan(1)));
    }

    [Fact]
    public void Report_id_keeps_the_order_of_its_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
        ReportId id = ReportId.FromBytes(bytes);
        id.ToBytes().ShouldBe(bytes);
        id.ToString().ShouldBe("0102030405060708090a0b0c0d0e0f10");
        Should.Throw<ArgumentException>(() => ReportId.FromBytes(bytes.AsSpan(1)));
    }

    [Fact]
    public void Default_task_id_is_that_of_zero_bytes()
    {
        default(TaskId).ToBytes().ShouldBe(new byte[32]);
        default(TaskId).ShouldBe(TaskId.FromBytes(new byte[32]));
        default(TaskId).ToString().ShouldBe(new string('A', 43));
    }

    [Fact]
    public void Session_id_is_shown_in_full() => new SessionId(255).ToString().ShouldBe(new string('0', 30) + "ff");

    [Fact]
    public void Random_ids_differ()
    {
        TaskId.Random().ShouldNotBe(TaskId.Random());
        SessionId.Random().ShouldNotBe(SessionId.Random());
        ReportId.Random().ShouldNotBe(ReportId.Random());
    }
}
