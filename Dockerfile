# syntax=docker/dockerfile:1

# Build stage: the compiler, Tesseract's and Leptonica's headers.
FROM golang:1.26-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends libtesseract-dev libleptonica-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
RUN go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /paknevis ./cmd/paknevis

# Run stage: the libraries, the models and poppler, nothing to build with. The
# font is for PDFs that leave theirs out: it has the letters of Persian.
FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libtesseract5 liblept5 poppler-utils fonts-dejavu-core \
      tesseract-ocr-fas tesseract-ocr-ara tesseract-ocr-script-arab tesseract-ocr-eng \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 paknevis \
 && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin paknevis \
 && install -d -o paknevis -g paknevis /in /out
COPY --from=build /paknevis /usr/local/bin/paknevis
# libgomp reads the limit when a process starts; one thread a page is 4 to 6
# times faster than many.
ENV OMP_THREAD_LIMIT=1
USER 10001:10001
WORKDIR /in
# No VOLUME: who forgets to mount /out on a read-only root gets an error, not
# results in a volume without a name that goes with the container.
# Told to end, the program puts the page at hand away and exits with 143.
STOPSIGNAL SIGTERM
# A batch job is healthy while it runs and says how it went by its exit code:
# there is no service to probe.
HEALTHCHECK NONE
ENTRYPOINT ["paknevis"]
CMD ["help"]
