"""B1 in SimPy: mm1_simpy.py [customers] [seed]. Prints customers a second and their mean stay."""

import random
import sys
import time

import simpy

customers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
luck = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def customer(env, server, stays):
    arrived = env.now
    with server.request() as turn:
        yield turn
        yield env.timeout(luck.expovariate(1))
    stays.append(env.now - arrived)


def source(env, server, stays):
    for _ in range(customers):
        yield env.timeout(luck.expovariate(0.9))
        env.process(customer(env, server, stays))


began = time.perf_counter()
env, stays = simpy.Environment(), []
env.process(source(env, simpy.Resource(env, 1), stays))
env.run()
print(f"{customers / (time.perf_counter() - began):.0f} customers/s, "
      f"mean stay {sum(stays) / len(stays):.4f}")
