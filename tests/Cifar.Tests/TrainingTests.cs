using Dpsa.Examples.Cifar.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Dpsa.Examples.Cifar.Tests;

public class TrainingTests
{
    private static readonly CifarOptions Options = CifarOptions.Default with { LearningRate = 0.01, Momentum = 0.9, BatchSize = 32, LocalEpochs = 2, Seed = 3 };

    [Fact]
    public void Network_is_the_references()
    {
        using CifarNet net = new();
        net.state_dict().Keys.ShouldBe(
        [
            "conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias",
            "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias",
        ]);
        net.parameters().Sum(p => p.numel()).ShouldBe(62_006);
    }

    [Fact]
    public void Images_are_normalised_to_minus_one_and_one()
    {
        ImageSet set = new(2);
        set.Pixels[0] = 255;
        set.Pixels[3072 + 1] = 51;
        set.Labels[1] = 7;
        using DisposeScope scope = NewDisposeScope();
        using ImageTensors images = new(set, CPU);

        (Tensor batch, Tensor labels) = images.Batch(tensor(new long[] { 1, 0, 1 }));

        batch.shape.ShouldBe([3, 3, 32, 32]);
        labels.data<long>().ToArray().ShouldBe([7, 0, 7]);
        batch[1, 0, 0, 0].item<float>().ShouldBe(1);
        batch[0, 0, 0, 0].item<float>().ShouldBe(-1);
        batch[2, 0, 0, 1].item<float>().ShouldBe(-0.6f, 1e-6f);
    }

    [Fact]
    public void Synthetic_images_can_be_learned()
    {
        ImageData data = SyntheticImages.Create(1, 1500, 300);
        random.manual_seed(1);
        using CifarNet net = new();
        using ImageTensors training = new(data.Training, CPU);
        using ImageTensors test = new(data.Test, CPU);
        Evaluation before = Evaluate(net, test);

        LocalSgd sgd = new(training, Partitioning.All.Split(1500, 1, 1)[0], 1, Options);
        net.train();
        TrainingOutcome outcome = sgd.Run(net, 1, null, CancellationToken.None);

        Evaluation after = Evaluate(net, test);
        outcome.Samples.ShouldBe(3000);
        before.Accuracy.ShouldBeLessThan(0.3);
        after.Accuracy.ShouldBeGreaterThan(0.5);
        after.Loss.ShouldBeLessThan(before.Loss);
    }

    [Fact]
    public void Training_repeats_for_the_same_seed_client_and_round_only()
    {
        ImageData data = SyntheticImages.Create(1, 100, 10);
        using ImageTensors training = new(data.Training, CPU);
        int threads = get_num_threads();
        set_num_threads(1);
        try
        {
            float[] first = Train(training, client: 1, round: 1);
            Train(training, client: 1, round: 1).ShouldBe(first);
            Train(training, client: 2, round: 1).ShouldNotBe(first);
            Train(training, client: 1, round: 2).ShouldNotBe(first);
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Training_and_evaluation_leave_no_tensors_behind()
    {
        ImageData data = SyntheticImages.Create(1, 100, 50);
        using CifarNet net = new();
        using ImageTensors training = new(data.Training, CPU);
        using ImageTensors test = new(data.Test, CPU);
        LocalSgd sgd = new(training, Partitioning.All.Split(100, 1, 1)[0], 1, Options);
        RunOnce();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        RunOnce();
        RunOnce();

        DisposeScopeManager.Statistics.ThreadTotalLiveCount.ShouldBe(before);

        void RunOnce()
        {
            sgd.Run(net, 1, null, CancellationToken.None);
            net.zero_grad();
            Evaluate(net, test);
        }
    }

    [Fact]
    public void Evaluation_counts_right_answers_over_all_batches()
    {
        ImageSet set = new(1203);
        for (int i = 0; i < set.Count; i++)
            set.Labels[i] = (byte)(i % 3 == 0 ? 4 : 5);

        using CifarNet net = new();
        using (no_grad())
        {
            foreach ((string name, Tensor value) in net.state_dict())
                value.fill_(0);
            net.state_dict()["fc3.bias"][4] = 100;
        }

        using ImageTensors test = new(set, CPU);
        Evaluation result = Evaluate(net, test);

        result.Accuracy.ShouldBe(401 / 1203.0, 1e-12);
        result.Loss.ShouldBe(100 * 802 / 1203.0, 1e-3);
    }

    [Fact]
    public void Evaluation_is_the_same_on_any_number_of_workers()
    {
        using CifarNet net = new();
        using ImageTensors test = new(SyntheticImages.Create(1, 10, 1203).Test, CPU);

        Evaluation one = Evaluate(net, test);

        Evaluate(net, test, workers: 2).ShouldBe(one);
        Evaluate(net, test, workers: 7).ShouldBe(one);
    }

    [Fact]
    public void Cancelled_training_stops()
    {
        using ImageTensors training = new(SyntheticImages.Create(1, 10, 10).Training, CPU);
        using CifarNet net = new();
        LocalSgd sgd = new(training, [0, 1, 2], 1, Options);
        Should.Throw<OperationCanceledException>(() => sgd.Run(net, 1, null, new CancellationToken(canceled: true)));
    }

    // On the calling thread: with one worker nothing is left to wait for.
    private static Evaluation Evaluate(CifarNet net, ImageTensors images, int workers = 1) =>
        Evaluation.OfAsync(net, images, workers, null, CancellationToken.None).GetAwaiter().GetResult();

    private static float[] Train(ImageTensors training, int client, int round)
    {
        random.manual_seed(9);
        using CifarNet net = new();
        LocalSgd sgd = new(training, Partitioning.All.Split(training.Count, 1, 1)[0], client, Options);
        sgd.Run(net, round, null, CancellationToken.None);
        using Tensor weights = net.state_dict()["fc2.weight"].detach().clone();
        return weights.data<float>().ToArray();
    }
}
