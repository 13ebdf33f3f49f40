#!/usr/bin/python3
"""Trains the network: train.py PICTURES RUN --iterations 40000. Run it again to go on where it stopped."""

import argparse
import copy
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import nn

from development import development_score
from losses import loss_of
from network import Network, bicubic, save_network, start, trained_mask, with_upscaler
from patches import SHARES, Patches

RATE, WARM_UP, LARGEST_GRADIENT = 1e-3, 200, 5.0
# The rate stays for so much of the training and then falls to nothing; so the end can be moved until then.
STEADY = 0.65
# So many patches has each share of a batch while the rate stays, and when it falls.
SHARE = (2, 4)
# So much of the training is done in bfloat16, which is half as fast again, and the fine rest in float32.
COARSE = 0.95
# The weights that are kept are a running mean of about so many iterations.
AVERAGED = 300


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", type=Path, help="a folder of pictures.py")
    parser.add_argument("run", type=Path, help="where checkpoints, the log and the trained file go")
    parser.add_argument("--development", type=Path, help="a folder of drawn pictures to look at now and then")
    parser.add_argument("--iterations", type=int, default=40000)
    parser.add_argument("--stop", type=int, help="stop after this iteration, to be resumed later")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    begin_thread()
    options.run.mkdir(parents=True, exist_ok=True)
    # Each thread works on a share of the batch by itself: on a busy machine, threads that meet in every
    # convolution wait for each other half of the time.
    with ThreadPoolExecutor(options.threads, initializer=begin_thread) as pool:
        train(options, pool)


def train(options, pool):
    network = start(Network(), options.seed).to(memory_format=torch.channels_last)
    mean = copy.deepcopy(network)
    mask = trained_mask(network)
    optimizer = torch.optim.Adam(network.parameters(), lr=RATE)
    checkpoint = options.run / "checkpoint.pt"
    first = restore(checkpoint, network, mean, optimizer)
    patches = Patches(sorted(options.pictures.glob("*.png")), options.seed)
    began, loss_sum, last = time.monotonic(), 0.0, first
    end = min(options.iterations, options.stop or options.iterations)
    for iteration in range(first, end):
        set_rate(optimizer, iteration, options.iterations)
        is_coarse = iteration < COARSE * options.iterations
        count = SHARE[iteration >= STEADY * options.iterations]
        shares = pool.map(
            lambda share: gradients_of(network, patches.batch(iteration, share, count), is_coarse),
            range(SHARES),
        )
        loss_sum += step(network, mask, optimizer, shares)
        average(mean, network, iteration)
        done = iteration + 1
        if done % 200 == 0:
            speed = (done - last) / (time.monotonic() - began)
            report(options.run, f"{done} loss {loss_sum / (done - last):.5f} {speed:.2f} it/s")
            began, loss_sum, last = time.monotonic(), 0.0, done
        if done % 500 == 0 or done == end:
            save(checkpoint, network, mean, optimizer, done)
            save_network(with_upscaler(mean), options.run / "stockroom-x4.pth")
        if options.development and (done % 2000 == 0 or done == end):
            report(options.run, f"{done} development {development_score(with_upscaler(mean), options.development)}")
            began, last, loss_sum = time.monotonic(), done, 0.0


def step(network, mask, optimizer, shares):
    """Goes one step by the mean of the gradients of all shares of a batch; returns the mean loss."""
    losses, gradients = zip(*shares)
    for parameter, trained, *parts in zip(network.parameters(), mask, *gradients):
        parameter.grad = torch.stack(parts).mean(0) * trained
    nn.utils.clip_grad_norm_(network.parameters(), LARGEST_GRADIENT)
    optimizer.step()
    return sum(losses) / len(losses)


def gradients_of(network, batch, is_coarse):
    small, target = (torch.from_numpy(side).permute(0, 3, 1, 2) for side in batch)
    with torch.cpu.amp.autocast(enabled=is_coarse):
        added = network.added(small)
    loss = loss_of(added.float() + bicubic(small), target)
    return loss.item(), torch.autograd.grad(loss, list(network.parameters()))


def begin_thread():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def set_rate(optimizer, iteration, iterations):
    """Warms up, stays, and falls in a straight line to nothing at the last iteration."""
    warm = min(1.0, (iteration + 1) / WARM_UP)
    fall = min(1.0, (1 - iteration / iterations) / (1 - STEADY))
    for group in optimizer.param_groups:
        group["lr"] = RATE * warm * fall


@torch.no_grad()
def average(mean, network, iteration):
    share = max(1 / AVERAGED, 1 / (iteration + 1))
    for kept, new in zip(mean.parameters(), network.parameters()):
        kept.lerp_(new, share)


def restore(path, network, mean, optimizer):
    if not path.exists():
        return 0
    state = torch.load(path)
    network.load_state_dict(state["network"])
    mean.load_state_dict(state["mean"])
    optimizer.load_state_dict(state["optimizer"])
    return state["iteration"]


def save(path, network, mean, optimizer, iteration):
    """Whole or not at all: a training that is stopped here goes on from the checkpoint before."""
    part = path.with_suffix(".part")
    networks = {"network": network.state_dict(), "mean": mean.state_dict()}
    torch.save({**networks, "optimizer": optimizer.state_dict(), "iteration": iteration}, part)
    part.rename(path)


def report(run, line):
    print(line, flush=True)
    with open(run / "log.txt", "a", encoding="utf-8") as log:
        log.write(line + "\n")


if __name__ == "__main__":
    main()
