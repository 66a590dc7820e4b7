"""Files that were made to hurt, and files that are no files: each is refused in bounded memory, with
a located message and the documented exit code, by work that grows no faster than the file.

Run by ctest with the command's path in CARAVAN, and its build type in BUILD_TYPE.
"""

import os
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

CARAVAN = os.environ["CARAVAN"]
COMPLETE = (Path(__file__).parents[1] / "scenarios" / "complete.yaml").read_text()
MEGABYTE = 1 << 20
# Sanitizers and debug builds are slower, and take more memory.
IS_RELEASE = os.environ.get("BUILD_TYPE") == "Release"
# Of processor time, which an undisturbed machine needs less than one of. It tells work that grows with the
# square of a file (minutes) from work that grows with it, and says nothing of speed: a busy machine is slower.
SECONDS = 10 if IS_RELEASE else 60
MOST_MEMORY = 700 * MEGABYTE
BAD_SCENARIO, INPUT_MISSING = 65, 66


def limit_memory():
    """What needs more ends with another exit code."""
    if IS_RELEASE:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def lines(part, bytes_in_all):
    """Lines of nearly the longest length, filled with `part`."""
    line = part * (99_000 // len(part)) + "\n"
    return line * (bytes_in_all // len(line))


def each(pattern, count):
    return "".join(pattern.format(i) for i in range(count))


def with_places(text):
    return COMPLETE.replace("places:\n", "places:\n" + text)


class HostileTest(unittest.TestCase):
    # Each file that has been refused: test, where it differs from a good one, bytes, seconds of processor time.
    # For tests/bench/run_hostile.py.
    refusals = []

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "scenario.yaml"

    def refused(self, message, code=BAD_SCENARIO, path=None, where=":", user=None):
        """The command's answer about the file is this message, soon."""
        path = path or self.path
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen([CARAVAN, "validate", str(path)], stdout=output, stderr=output,
                                       user=user, preexec_fn=limit_memory)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            answer = output.read().decode()
        seconds = usage.ru_utime + usage.ru_stime
        if path == self.path and path.is_file() and code == BAD_SCENARIO:
            with path.open() as file:
                text = file.read(len(COMPLETE) + 100)
            differs = text[len(os.path.commonprefix([text, COMPLETE])):][:16]
            self.refusals.append((self._testMethodName, differs, path.stat().st_size, seconds))
        self.assertEqual(process.returncode, code, answer[:300])
        self.assertLess(seconds, SECONDS, answer[:300])
        self.assertLess(len(answer), 20_000)
        first = answer.splitlines()[0]
        self.assertTrue(first.startswith((f"{path}{where}", f"caravan validate: {path}")), first)
        self.assertIn(message, first)

    def each_is_refused(self, message, texts):
        for text in texts:
            with self.subTest(text=text[:20], size=len(text)):
                self.path.write_text(text)
                self.refused(message)


class TestSize(HostileTest):
    def test_a_hundred_megabytes_of_anything(self):
        for part in ("[", "{", "- ", "? ", "a: &a [*a]\n", "title: x\n", "x"):
            with self.subTest(part=part):
                self.path.write_text("title: " + part * (100 * MEGABYTE // len(part)))
                self.refused("the file is too large: more than 16 MB", where=":1:1: error: ")

    def test_nesting(self):
        self.each_is_refused("nested too deeply", [
            "[" * 60_000, "{a: " * 20_000, "title: " + "[" * 60 + "]" * 60, "[\n" * 5_000_000,
            "\n".join(" " * i + "a:" for i in range(1000)), "- " * 1000,
            "".join("  " * i + "-\n" for i in range(1000))])

    def test_long_lines(self):
        self.each_is_refused("the line is too long", [
            "title: " + "x" * (15 * MEGABYTE), "#" * (15 * MEGABYTE), " " * (15 * MEGABYTE),
            'title: "' + "\\n" * (7 * MEGABYTE), "[" + "1," * (7 * MEGABYTE), "- " * (7 * MEGABYTE)])

    def test_more_values_than_any_network_has(self):
        self.each_is_refused("too large: more than", [
            "-\n" * (7 * MEGABYTE), "[" + lines("1,", 15 * MEGABYTE), "{" + lines("a: 1,", 15 * MEGABYTE),
            "[\n" + "1,\n" * (5 * MEGABYTE), "k: 1\n" * (3 * MEGABYTE), "---\n" * (3 * MEGABYTE)])


class TestManyMistakes(HostileTest):
    def test_a_million_unknown_keys(self):
        self.path.write_text(COMPLETE + each("k{}: 1\n", 1_000_000))
        self.refused("too many keys in one map: more than 200,000")

    def test_a_hundred_thousand_unknown_keys(self):
        self.path.write_text(COMPLETE + each("k{}: 1\n", 100_000))
        self.refused("unknown key 'k0'")

    def test_a_million_times_the_same_key(self):
        self.path.write_text("title: a\n" * 1_000_000)
        self.refused("duplicate key 'title'")

    def test_half_a_million_places_that_are_none(self):
        for entry in ("  p{}: 1\n", "  p{}: {{}}\n", "  p{}: [a, b\n"):
            with self.subTest(entry=entry):
                self.path.write_text(with_places(each(entry, 500_000)))
                self.refused("")

    def test_a_hundred_thousand_misspelt_references(self):
        self.path.write_text(COMPLETE.replace("via: [aktau, alat]",
                                              "via: [" + each("aktua,\n   ", 100_000) + "]"))
        self.refused("corridors.sea.via: 'aktua' is not known here")


class TestTexts(HostileTest):
    """Of 15 MB each: they can be read, but are no scenario."""

    def test_scalars(self):
        for begin, part, end in (('title: "', lines("x", 1 << 20), '"'), ("title: ", "  x\n", ""),
                                 ("title: |\n  ", "\n  x y", ""), ("title: >\n", "\n", ""),
                                 ("title: '", "\n", "'"), ("", "x\n", "")):
            with self.subTest(begin=begin, part=part[:8]):
                self.path.write_text(begin + part * (8 * MEGABYTE // len(part)) + end + "\n")
                self.refused("")

    def test_nothing_but_blanks_and_comments(self):
        for part in (" \n", lines(" ", 1 << 20), "#\n", lines("#", 1 << 20)):
            with self.subTest(part=part[:8]):
                self.path.write_text(part * min(15 * MEGABYTE // len(part), 1_900_000))
                self.refused("expected a map of title, start, places and so on, found nothing")

    def test_marks_of_yaml_without_end(self):
        for part in ("!", "&a ", "*a ", "%", '"', "'", "|", ">", "@", "`", "]", "}", "? "):
            with self.subTest(part=part):
                self.path.write_text(lines(part, 15 * MEGABYTE))
                self.refused("")

    def test_a_billion_laughs(self):
        bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for name, before in zip("bcdefghij", "abcdefghi"):
            bomb += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 9) + "]\n"
        self.path.write_text(bomb)
        self.refused("an anchor ('&name') is not supported")


class TestNoFiles(HostileTest):
    def test_a_folder(self):
        self.path.mkdir()
        self.refused("is a folder", INPUT_MISSING)

    def test_a_pipe_that_nobody_writes_to(self):
        os.mkfifo(self.path)
        self.refused("is no regular file", INPUT_MISSING)

    def test_devices(self):
        for device in ("/dev/zero", "/dev/null", "/dev/tty"):
            self.refused("is no regular file", INPUT_MISSING, device)

    def test_a_file_that_is_not_there(self):
        self.refused("can't be read", INPUT_MISSING)

    def test_a_name_that_is_too_long(self):
        self.refused("can't be read", INPUT_MISSING, Path("x" * 5000))

    def test_a_file_that_may_not_be_read(self):
        self.path.write_text(COMPLETE)
        self.path.chmod(0)
        nobody = 65534 if os.geteuid() == 0 else None  # root may read everything
        self.refused("can't be read", INPUT_MISSING, user=nobody)

    def test_a_link_to_itself(self):
        self.path.symlink_to(self.path)
        self.refused("can't be read", INPUT_MISSING)

    def test_what_is_extended_must_be_a_file_too(self):
        os.mkfifo(self.path.parent / "pipe.yaml")
        for name in ("pipe.yaml", ".", "/dev/zero", "nowhere.yaml"):
            with self.subTest(name=name):
                self.path.write_text(f"extends: {name}\n")
                self.refused(name, where=":1:10: error: ")


if __name__ == "__main__":
    unittest.main(verbosity=2)
