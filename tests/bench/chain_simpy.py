"""B4 in SimPy: chain_simpy.py [shipments] [seed]. Prints shipments a second and their mean stay."""

import random
import sys
import time

import simpy

shipments = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
luck = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def shipment(env, places, servers, stays):
    released = env.now
    place = places[0].request()
    yield place
    for node, server in enumerate(servers):
        turn = server.request()
        yield turn
        yield env.timeout(luck.expovariate(1 / 1.6))
        if node + 1 < len(servers):  # blocking after service: keep both until the next has room
            next_place = places[node + 1].request()
            yield next_place
        server.release(turn)
        places[node].release(place)
        if node + 1 < len(servers):
            place = next_place
    stays.append(env.now - released)


def source(env, places, servers, stays):
    for _ in range(shipments):
        yield env.timeout(luck.expovariate(1))
        env.process(shipment(env, places, servers, stays))


began = time.perf_counter()
env, stays = simpy.Environment(), []
places = [simpy.Resource(env, 12) for _ in range(6)]
servers = [simpy.Resource(env, 2) for _ in range(6)]
env.process(source(env, places, servers, stays))
env.run()
print(f"{shipments / (time.perf_counter() - began):.0f} shipments/s, "
      f"mean stay {sum(stays) / len(stays):.4f}")
