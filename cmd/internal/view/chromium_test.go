package view

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// chromium is a headless browser that is spoken to over two pipes, in messages of JSON that
// end in a zero byte (Chrome DevTools Protocol, --remote-debugging-pipe).
type chromium struct {
	t       *testing.T
	in      io.WriteCloser
	answers chan message
	next    int
	session string
	events  []message
}

type message struct {
	ID      int             `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Session string          `json:"sessionId,omitempty"`
	Error   *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// browserLimit bounds how long an answer of the browser may take.
const browserLimit = 60 * time.Second

// startChromium starts the browser, or skips the test where there is none.
func startChromium(t *testing.T) *chromium {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium here: the report is not looked at in a browser")
	}
	theirIn, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	args := []string{
		"--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=" + filepath.Join(home, "profile"),
	}
	if os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // Chromium's own sandbox does not work for root
	}
	cmd := exec.Command(path, append(args, "about:blank")...)
	cmd.Env = append(os.Environ(), "HOME="+home)
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirIn.Close()
	theirOut.Close()
	c := &chromium{t: t, in: in, answers: make(chan message, 1024)}
	t.Cleanup(func() {
		in.Close()
		done := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait() // how it ends tells nothing about the report
		done.Stop()
		out.Close()
	})
	go func() {
		defer close(c.answers)
		r := bufio.NewReaderSize(out, 1<<20)
		for {
			b, err := r.ReadBytes(0)
			if err != nil {
				return
			}
			var m message
			if json.Unmarshal(b[:len(b)-1], &m) == nil {
				c.answers <- m
			}
		}
	}()
	var targets struct {
		TargetInfos []struct{ TargetID, Type string }
	}
	c.call("Target.getTargets", nil, &targets)
	for _, info := range targets.TargetInfos {
		if info.Type == "page" {
			var attached struct{ SessionID string }
			c.call("Target.attachToTarget", map[string]any{"targetId": info.TargetID, "flatten": true}, &attached)
			c.session = attached.SessionID
			break
		}
	}
	if c.session == "" {
		t.Fatal("the browser has no page")
	}
	for _, domain := range []string{"Page", "Runtime", "Log", "Network"} {
		c.call(domain+".enable", nil, nil)
	}
	return c
}

// receive is the next message of the browser.
func (c *chromium) receive() (message, error) {
	select {
	case m, ok := <-c.answers:
		if !ok {
			return m, errors.New("the browser has ended")
		}
		return m, nil
	case <-time.After(browserLimit):
		return message{}, errors.New("the browser does not answer")
	}
}

// call asks the browser for something.
func (c *chromium) call(method string, params any, result any) {
	c.t.Helper()
	c.next++
	if params == nil {
		params = struct{}{}
	}
	b, err := json.Marshal(map[string]any{"id": c.next, "method": method, "params": params})
	if c.session != "" {
		b, err = json.Marshal(map[string]any{"id": c.next, "method": method, "params": params, "sessionId": c.session})
	}
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.in.Write(append(b, 0)); err != nil {
		c.t.Fatal(err)
	}
	for {
		m, err := c.receive()
		if err != nil {
			c.t.Fatalf("%s: %v", method, err)
		}
		if m.ID != c.next {
			c.events = append(c.events, m)
			continue
		}
		if m.Error != nil {
			c.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				c.t.Fatalf("%s: %v", method, err)
			}
		}
		return
	}
}

// screen sets the size of the window and what colours its user likes.
func (c *chromium) screen(width, height int, scheme string) {
	c.t.Helper()
	c.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}, nil)
	c.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// open shows a file and waits until it is there.
func (c *chromium) open(path string) {
	c.t.Helper()
	seen := len(c.events)
	c.call("Page.navigate", map[string]any{"url": "file://" + path}, nil)
	for {
		for ; seen < len(c.events); seen++ {
			if c.events[seen].Method == "Page.loadEventFired" {
				return
			}
		}
		m, err := c.receive()
		if err != nil {
			c.t.Fatal(err)
		}
		c.events = append(c.events, m)
	}
}

// eval runs an expression in the page; its value goes into result.
func (c *chromium) eval(expression string, result any) {
	c.t.Helper()
	var got struct {
		Result struct {
			Value json.RawMessage
		}
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	c.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &got)
	if e := got.ExceptionDetails; e != nil {
		c.t.Fatalf("%s: %s %s", expression, e.Text, e.Exception.Description)
	}
	if result != nil {
		if err := json.Unmarshal(got.Result.Value, result); err != nil {
			c.t.Fatalf("%s: %v: %s", expression, err, got.Result.Value)
		}
	}
}

// complaints are what the browser had to say of all pages, and what it asked the network for.
func (c *chromium) complaints() (out []string) {
	for _, m := range c.events {
		switch m.Method {
		case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded":
			out = append(out, fmt.Sprintf("%s %.400s", m.Method, m.Params))
		case "Network.requestWillBeSent":
			var p struct{ Request struct{ URL string } }
			if json.Unmarshal(m.Params, &p) == nil && !isLocal(p.Request.URL) {
				out = append(out, "a request for "+p.Request.URL)
			}
		}
	}
	return out
}

func isLocal(url string) bool {
	return len(url) > 5 && (url[:5] == "data:" || url[:5] == "file:") || url == "about:blank"
}

// shot takes a picture of the window.
func (c *chromium) shot(path string) {
	c.t.Helper()
	var got struct{ Data string }
	c.call("Page.captureScreenshot", map[string]any{"format": "png"}, &got)
	b, err := base64.StdEncoding.DecodeString(got.Data)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		c.t.Fatal(err)
	}
}
