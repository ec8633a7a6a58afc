module fengcun

go 1.26.0
