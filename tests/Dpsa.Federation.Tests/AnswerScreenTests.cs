using Dpsa.Dap;

namespace Dpsa.Federation.Tests;

public sealed class AnswerScreenTests
{
    private static readonly ModelId Model = new(3, "a5");
    private static readonly string[] Asked = ["a", "b", "c"];

    [Fact]
    public void Answers_that_can_be_averaged_are_kept_in_order()
    {
        FitResult[] answers = [Answer("c"), Answer("a"), Answer("b")];
        (IReadOnlyList<FitResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) = AnswerScreen.Screen(answers, Asked, Model);
        kept.ShouldBe(answers);
        leftOut.ShouldBeEmpty();
    }

    [Fact]
    public void Every_other_answer_is_left_out_with_its_reason()
    {
        FitResult good = Answer("b");
        (FitResult? Answer, string Client, LeftOutReason Reason)[] cases =
        [
            (null, "", LeftOutReason.Missing),
            (Answer(null!), "", LeftOutReason.Missing),
            (Answer("a") with { Receipt = null! }, "a", LeftOutReason.Missing),
            (Answer("a") with { Metrics = null! }, "a", LeftOutReason.Missing),
            (Answer("x"), "x", LeftOutReason.UnknownClient),
            (Answer("B"), "B", LeftOutReason.UnknownClient),
            (Answer(new string('y', 1000)), new string('y', AnswerScreen.MaxNameLength), LeftOutReason.UnknownClient),
            (Answer("b") with { SampleCount = 7 }, "b", LeftOutReason.DuplicateClient),
            (Answer("a") with { Model = Model with { Version = 2 } }, "a", LeftOutReason.WrongModel),
            (Answer("a") with { Model = Model with { Hash = "a6" } }, "a", LeftOutReason.WrongModel),
            (Answer("a") with { Model = default }, "a", LeftOutReason.WrongModel),
            (Answer("a") with { SampleCount = -1 }, "a", LeftOutReason.InvalidSampleCount),
            (Answer("a") with { Receipt = new(ReportId.Random(), long.MaxValue) }, "a", LeftOutReason.InvalidMetrics),
            (Answer("a") with { Receipt = new(ReportId.Random(), -1) }, "a", LeftOutReason.InvalidMetrics),
            (Answer("a") with { Metrics = new Dictionary<string, double> { ["loss"] = double.NaN } }, "a", LeftOutReason.InvalidMetrics),
        ];

        (IReadOnlyList<FitResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) =
            AnswerScreen.Screen([good, .. cases.Select(c => c.Answer)], Asked, Model);

        kept.ShouldBe([good]);
        leftOut.Select(l => (l.Client, l.Reason)).ShouldBe(cases.Select(c => (c.Client, c.Reason)));
        leftOut.ShouldAllBe(l => l.Detail.Length > 10 && l.Detail.Length < 500);
    }

    [Fact]
    public void An_answer_that_was_left_out_does_not_stand_in_the_way_of_a_good_one()
    {
        FitResult good = Answer("a");
        AnswerScreen.Screen([Answer("a") with { SampleCount = -1 }, good], Asked, Model).Kept.ShouldBe([good]);
    }

    [Fact]
    public void Evaluations_are_screened_alike_and_those_without_samples_kept()
    {
        EvaluateResult declined = new("a", double.PositiveInfinity, 0, 0);
        EvaluateResult good = new("b", 1, 0.5, 10);
        (IReadOnlyList<EvaluateResult> kept, IReadOnlyList<LeftOutAnswer> leftOut) = AnswerScreen.Screen(
            [declined, good, null, good, new("x", 1, 0.5, 10), new("c", 1, 0.5, -1), new("c", double.NaN, 0.5, 1), new("c", 1, 2, 1)],
            Asked);
        kept.ShouldBe([declined, good]);
        leftOut.Select(l => l.Reason).ShouldBe(
        [
            LeftOutReason.Missing, LeftOutReason.DuplicateClient, LeftOutReason.UnknownClient,
            LeftOutReason.InvalidSampleCount, LeftOutReason.InvalidMetrics, LeftOutReason.InvalidMetrics,
        ]);
    }

    private static FitResult Answer(string client) =>
        new(client, Model, new UploadReceipt(ReportId.Random(), 0), 10, new Dictionary<string, double> { ["loss"] = 1 });
}
