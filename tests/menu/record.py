#!/usr/bin/env python3
"""Records the first story through the menu, from nothing to a published folder: docs/first-story.zh-CN.md.

    cargo build --release && tests/menu/record.py target/release/xuan

Drives the program in a terminal of its own (python's pty, nothing to install), as somebody would who takes what is
proposed wherever that will do. It fails where a question does not come, where the story is not published, or where it takes
twenty steps. `--check` compares with what is recorded instead of writing it. Times, dates and sizes are made the same in every run.
"""

import argparse
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parents[2]
RECORD = HOME / "docs" / "first-story.zh-CN.md"
PATIENCE = 60  # seconds, far longer than anything takes
STEPS = 20  # fewer than this
HERE = "/home/xiaoli/宣传"

BODY = """\
周六上午，志愿者在社区广场为居民量血压、讲减盐，一百二十人参加。

## 怎么做的

社区医生教大家认识限盐勺，一家领一把。

## 有什么变化

三十户家庭开始记录每天的用盐量。
"""


class Desk:
    """The program on a terminal, and what its screen has shown."""

    def __init__(self, program, folder, path):
        self.screen = ""
        self.seen = 0
        self.pending = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            environment = {"PATH": str(path), "HOME": str(folder), "LANG": "zh_CN.UTF-8", "TERM": "dumb", "NO_COLOR": "1"}
            os.execve(program, [program], environment)

    def read(self, seconds):
        """Takes what comes within so many seconds; false at the end."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return True
        try:
            part = os.read(self.terminal, 65536)
        except OSError:  # Linux ends a terminal with an error
            part = b""
        self.pending += part
        # A character may come in halves.
        for cut in range(len(self.pending), max(len(self.pending) - 4, -1), -1):
            try:
                self.screen += self.pending[:cut].decode("utf-8")
                self.pending = self.pending[cut:]
                break
            except UnicodeDecodeError:
                continue
        return bool(part)

    def wait(self, wanted):
        """Waits until the screen shows a text that was not waited for yet."""
        end = time.monotonic() + PATIENCE
        while (at := self.screen.find(wanted, self.seen)) < 0:
            if time.monotonic() > end or not self.read(0.2):
                sys.exit(f"“{wanted}” did not come:\n{self.screen[self.seen:]}")
        self.seen = at + len(wanted)

    def type(self, text):
        os.write(self.terminal, (text + "\n").encode())

    def end(self):
        """Waits for the end; gives the exit code."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.read(0.2):
            pass
        if time.monotonic() >= end:
            os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def desktop(folder):
    """A folder of programs in which a desktop takes whatever is opened, and shows nothing."""
    path = folder / "bin"
    path.mkdir()
    opener = path / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 0\n")
    opener.chmod(0o755)
    return path


def write_story(folder):
    """What the writer does in an editor: the text below the head, and the line of the draft deleted."""
    story = next((folder / "我的网站" / "content").rglob("社区义诊/index.md"))
    head = story.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    story.write_text(head.replace("草稿: 是\n", "").removesuffix("\n草稿: 是") + "\n---\n\n" + BODY, encoding="utf-8")


def play(desk, folder, stick):
    """The session: a question that is waited for, and the answer; gives the number of steps."""
    steps = 0

    def answer(question, text):
        nonlocal steps
        desk.wait(question)
        desk.type(text)
        steps += 1

    answer("打开哪一个", "")
    answer("新网站的文件夹叫什么", "")
    answer("要做什么 [1 写稿]：", "")
    answer("哪个城市的稿件", "")
    answer("哪一类", "")
    answer("标题", "社区义诊")
    answer("哪个县市区", "浏阳")
    answer("现在预览吗", "")
    desk.wait("看完了，在这里按回车回到菜单")
    write_story(folder)
    steps += 1
    desk.wait("已更新")
    desk.type("")
    steps += 1
    answer("要做什么 [4 生成]：", "")
    answer("要做什么 [5 发布]：", "")
    answer("发布到哪里", "")
    answer("完整路径", str(stick))
    answer("发布吗？", "")
    answer("要做什么 [0 退出]：", "")
    desk.wait("再见。")
    return steps


def cleaned(screen, folder):
    """The screen's text as it stood when each line was done, the same in every run."""
    lines = []
    for line in screen.replace("\r\n", "\n").split("\n"):
        # A line of progress is written over the one before.
        lines.append(line.split("\r\x1b[K")[-1].rstrip("\r"))
    text = "\n".join(lines).replace(str(folder), HERE)
    text = re.sub(r"\d+\.\d+ 秒", "0.1 秒", text)
    text = re.sub(r"\d+ 毫秒", "20 毫秒", text)
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:4000", text)
    text = re.sub(r"发布日期 \d{4}-\d\d-\d\d", "发布日期 2021-05-29", text)
    text = re.sub(r"\d+(\.\d+)? [kM]B", "300.0 kB", text)
    return text.strip() + "\n"


def document(text, steps):
    return f"""# 第一篇稿件

下面是一次真实的操作：双击打开程序，从什么都没有，到稿子发布到 U 盘，一共 {steps} 步。方括号里是程序建议的答案，只按回车就是用它；
真正要打的字只有标题、县市区和 U 盘的路径。第 9 步是在记事本里写正文、删去“草稿: 是”一行并保存。

这份记录由 `tests/menu/record.py` 操作程序得到，日期、用时和大小改成了固定值。

```text
{text}```
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", nargs="?", default=HOME / "target" / "release" / "xuan", help="the program to drive")
    parser.add_argument("--check", action="store_true", help="compare with the record rather than write it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        path = desktop(folder)
        # A program of its own, as somebody would have it: it looks for sites beside itself.
        program = str(shutil.copy(arguments.program, folder / "xuan"))
        stick = folder / "U盘" / "网站"
        desk = Desk(program, folder, path)
        steps = play(desk, folder, stick)
        code = desk.end()
        assert code == 0, f"the exit code is {code}"
        page = stick / "changsha" / "stories" / "she-qu-yi-zhen.html"
        assert "限盐勺" in page.read_text(encoding="utf-8"), "the story is on the stick"
        assert steps < STEPS, f"{steps} steps"
        made = document(cleaned(desk.screen, folder), steps)
    if not arguments.check:
        RECORD.write_text(made, encoding="utf-8")
        print(f"{RECORD.relative_to(HOME)}: {steps} steps")
    elif not RECORD.is_file() or RECORD.read_text(encoding="utf-8") != made:
        sys.exit("docs/first-story.zh-CN.md is not what the menu does now: run tests/menu/record.py\n\n" + made)


if __name__ == "__main__":
    main()
