package main

import (
	"fmt"
	"strconv"

	"github.com/paknevis/paknevis/cmd/internal/batch"
	"github.com/paknevis/paknevis/cmd/internal/cli"
)

// shardsVar is the environment variable with the number of shards, where the scheduler
// does not tell it.
const shardsVar = "PAKNEVIS_SHARDS"

// shard is what the flag says, or else the scheduler by whose environment this process is
// one of several. getenv is os.Getenv.
func shard(flag string, getenv func(string) string) (batch.Shard, error) {
	if flag != "" {
		s, err := batch.ParseShard(flag)
		if err != nil {
			return s, cli.Errorf(cli.Usage, "", "--shard: %w", err)
		}
		return s, nil
	}
	number := func(name string) (int, error) {
		n, err := strconv.Atoi(getenv(name))
		if err != nil {
			return 0, cli.Errorf(cli.Usage, "give --shard i/n, or --shard 0/1 for all files", "%s: want a number, not %q", name, getenv(name))
		}
		return n, nil
	}
	count := getenv(shardsVar)
	of := func(index int, name, countName string) (batch.Shard, error) {
		if count == "" {
			if count = getenv(countName); count == "" {
				return batch.Shard{}, cli.Errorf(cli.Usage,
					fmt.Sprintf("set %s to the number of parts, or give --shard i/n, or --shard 0/1 for all files", shardsVar), "%s is set, but nothing says of how many", name)
			}
		}
		s, err := batch.ParseShard(fmt.Sprintf("%d/%s", index, count))
		if err != nil {
			return s, cli.Errorf(cli.Usage, "give --shard i/n, or --shard 0/1 for all files", "the part by %s: %w", name, err)
		}
		return s, nil
	}
	switch {
	case getenv("JOB_COMPLETION_INDEX") != "": // Kubernetes, an Indexed Job
		index, err := number("JOB_COMPLETION_INDEX")
		if err != nil {
			return batch.Shard{}, err
		}
		return of(index, "JOB_COMPLETION_INDEX", "")
	case getenv("AWS_BATCH_JOB_ARRAY_INDEX") != "":
		index, err := number("AWS_BATCH_JOB_ARRAY_INDEX")
		if err != nil {
			return batch.Shard{}, err
		}
		return of(index, "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE")
	case getenv("SLURM_ARRAY_TASK_ID") != "":
		// An array counts from a number on, in steps. Where the count is given by ours, some
		// of the parts may be run alone, and the number is the part.
		var n [3]int
		for i, name := range []string{"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP"} {
			if i > 0 && (count != "" || getenv(name) == "") {
				n[i] = i - 1 // from 0, by 1
				continue
			}
			var err error
			if n[i], err = number(name); err != nil {
				return batch.Shard{}, err
			}
		}
		return of((n[0]-n[1])/max(n[2], 1), "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT")
	}
	return batch.Shard{}, nil
}
